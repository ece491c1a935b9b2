"""Views: a record and its document, shown to a person."""
