"""Loads what a conversion needs, once, in the server that workers are forked from: their own start is then quick.

Importing this module converts an invented Urgent Action, so that the vocabulary is compiled and the libraries have
their tables; that takes a second or two, which each worker would spend anew.
"""

from importlib import import_module

from ingest.pipeline import Options, convert

_READERS = ("docx", "eml", "html", "odt", "pdf", "rtf", "text", "ocr.pictures", "ocr.scanned_pages")

_TEXT = b"""URGENT ACTION
TEACHER AT RISK IN PERU
UA: 1/20 Index: AMR 46/0001/2020 Peru Date: 6 January 2020
Teacher Ana Flores, aged 34, was arrested on 2 January 2020 in Lima. She is at risk of torture.
TAKE ACTION: WRITE AN APPEAL
Minister of the Interior
Mr. Juan Paredes
Plaza 30 de Agosto s/n, San Isidro, Lima 27, Peru
Phone: +51 1 418 4030   Fax: +51 1 418 4030   Email: ministro@example.org   Twitter: @example
Salutation: Dear Minister
Dear Minister,
I urge you to release Ana Flores immediately.
Yours sincerely,
ADDITIONAL INFORMATION
Ana Flores was charged under article 361 of the Criminal Code in March 2019.
PREFERRED LANGUAGE TO ADDRESS TARGET: Spanish. Letters in your own language are fine as well.
PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 17 February 2020
NAME AND PRONOUN: Ana Flores (she/her)
"""

for _reader in _READERS:
    import_module(f"ingest.readers.{_reader}")
convert(_TEXT, options=Options(mentions=False))
