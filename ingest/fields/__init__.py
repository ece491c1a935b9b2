"""Fields: one module for each part of the record; `ingest.case_fields` reads them in order."""
