"""The file's metadata names a person.

Why: Whoever gets the file learns who wrote it; in some countries that is enough to get them or their sources into
trouble.

Bad:
    a DOCX whose property Author is the drafter's name

Good:
    the same after the properties were removed (in Word: File > Info > Inspect Document)
"""
