-- The catalogue: one row for each document and for each of what its record lists, in the record's order (`position`, from 1).
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    file_name TEXT,
    sha256 TEXT NOT NULL,
    record_index INTEGER NOT NULL,
    record_count INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    page_count INTEGER,
    text_origin TEXT NOT NULL,
    engine TEXT NOT NULL,
    language TEXT,
    series TEXT,
    ua_number TEXT,
    ua_year INTEGER,
    kind TEXT,
    ordinal INTEGER,
    index_number TEXT,
    issue_date TEXT,
    format TEXT,
    title TEXT,
    summary TEXT,
    deadline TEXT,
    deadline_text TEXT,
    own_language INTEGER NOT NULL,
    letter_salutation TEXT,
    letter_valediction TEXT
) STRICT;
CREATE TABLE countries (
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT;
CREATE TABLE concerns (
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    concern TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT;
CREATE TABLE languages (
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT;
CREATE TABLE appeal_points (
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT;
CREATE TABLE subjects (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    pronouns TEXT,
    gender TEXT,
    age INTEGER,
    description TEXT,
    UNIQUE (document_id, position)
) STRICT;
CREATE TABLE aliases (
    subject_id INTEGER NOT NULL REFERENCES subjects(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (subject_id, position)
) STRICT;
CREATE TABLE targets (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    copy INTEGER NOT NULL,
    name TEXT,
    honorific TEXT,
    role TEXT,
    organization TEXT,
    address TEXT,
    street TEXT,
    city TEXT,
    region TEXT,
    postal_code TEXT,
    country TEXT,
    salutation TEXT,
    UNIQUE (document_id, position)
) STRICT;
-- channel: email, copy_email, phone, fax, telex, website, or a social network's name.
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    target_id INTEGER NOT NULL REFERENCES targets(id),
    position INTEGER NOT NULL,
    channel TEXT NOT NULL,
    value TEXT,
    url TEXT,
    UNIQUE (target_id, position)
) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    date TEXT NOT NULL,
    text TEXT NOT NULL,
    resolved_from TEXT NOT NULL,
    UNIQUE (document_id, position)
) STRICT;
CREATE TABLE related_documents (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    relation TEXT NOT NULL,
    url TEXT,
    index_number TEXT,
    language TEXT,
    UNIQUE (document_id, position)
) STRICT;
CREATE TABLE legal_references (
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT;
-- text_from: `text` where the record carried the whole text, `evidence` where the quotes of its values were put together.
CREATE TABLE sections (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    heading TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT,
    text_from TEXT,
    UNIQUE (document_id, position)
) STRICT;
CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    name TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER,
    page INTEGER,
    pointer TEXT,
    UNIQUE (document_id, position)
) STRICT;
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, summary, content='documents', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE sections_fts USING fts5 (
    heading, text, content='sections', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
