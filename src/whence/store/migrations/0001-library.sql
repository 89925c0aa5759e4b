-- A library of documents. A document is what stands at one address; an edition is one text of it.

CREATE TABLE library (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE              -- canonical address, or the name it was given
);

CREATE TABLE editions (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,                  -- 1 for the first text seen at the address
  key TEXT NOT NULL UNIQUE,                 -- the id that every export names it by: a digest of uri and text
  uri TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  authors TEXT NOT NULL DEFAULT '[]',
  published TEXT,                           -- as the text or page claims, as precise as it says
  captured TEXT,                            -- when somebody saw it there: a capture's or a feed's date
  added TEXT NOT NULL,                      -- when it was added here
  language TEXT,
  status TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '{}',         -- everything else that was read of it, as JSON
  origin TEXT NOT NULL DEFAULT '',          -- file and record it came from
  sha256 TEXT NOT NULL,                     -- of the text
  seal TEXT NOT NULL,                       -- digest of all else that is kept of it, its voices and statements
  read_by TEXT NOT NULL DEFAULT '',         -- what read its voices: none (the rules), a model's name; empty: nothing yet
  segment INTEGER REFERENCES segments (id), -- the passage segment that holds it; null: not yet
  removed INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  UNIQUE (document, number)
);
CREATE INDEX editions_segment ON editions (segment, removed);
CREATE INDEX editions_kept ON editions (removed, document);  -- counted without a look at the texts
CREATE INDEX editions_published ON editions (published);

CREATE TABLE segments (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL UNIQUE,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  texts INTEGER NOT NULL
);

CREATE TABLE voices (
  edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
  local TEXT NOT NULL,                      -- v0, v1 … as in the blame object of the edition
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '[]',
  about TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (edition, local)
) WITHOUT ROWID;
CREATE INDEX voices_name ON voices (name COLLATE NOCASE);

CREATE TABLE statements (
  edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,                  -- s1 is 1
  first INTEGER NOT NULL,                   -- where its content begins and ends, in code points of the text
  last INTEGER NOT NULL,
  content TEXT NOT NULL,                    -- all its spans, as JSON
  quotation TEXT NOT NULL,
  status TEXT NOT NULL,
  voice TEXT NOT NULL,                      -- local id of who says it
  chain TEXT NOT NULL,                      -- the links, as JSON
  confidence REAL NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (edition, number)
) WITHOUT ROWID;

CREATE TABLE sentences (
  edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY (edition, number)
) WITHOUT ROWID;

CREATE TABLE checks (
  edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,                  -- 1 for the first quotation of the edition
  statement INTEGER NOT NULL,
  original INTEGER REFERENCES editions (id) ON DELETE CASCADE,
  verdict TEXT NOT NULL,
  PRIMARY KEY (edition, number)
) WITHOUT ROWID;
CREATE INDEX checks_verdict ON checks (verdict);

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  origin TEXT NOT NULL UNIQUE,
  problem TEXT NOT NULL,
  sha256 TEXT,
  added TEXT NOT NULL
);

CREATE TABLE sources (                      -- files that were read to the end, so that adding them again costs nothing
  origin TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  added TEXT NOT NULL
) WITHOUT ROWID;

-- Words. A row is a statement of an edition whose voices were read, or a paragraph of one where they were not; its
-- rowid is the edition's id times a million, and the statement's or paragraph's number.
CREATE VIRTUAL TABLE words USING fts5 (
  text, voice, via, marks,
  content = '', tokenize = 'unicode61 remove_diacritics 2'
);

-- Plain names for whoever opens the file with another tool.
CREATE VIEW articles AS
  SELECT e.id, d.address, e.number AS edition, e.title, e.publisher, e.published, e.captured, e.added, e.language, e.status,
         e.read_by, e.text
  FROM editions e JOIN documents d ON d.id = e.document WHERE NOT e.removed;

CREATE VIEW quotations AS
  SELECT s.edition, s.number, v.name AS voice, v.kind, s.quotation, s.status, s.confidence,
         substr(e.text, s.first + 1, s.last - s.first) AS words, e.title, e.published, e.uri
  FROM statements s JOIN editions e ON e.id = s.edition JOIN voices v ON v.edition = s.edition AND v.local = s.voice
  WHERE s.quotation <> 'own' AND NOT e.removed;

CREATE VIEW voices_denying AS SELECT * FROM quotations WHERE status = 'denied';

CREATE VIEW voices_unnamed AS SELECT * FROM quotations WHERE kind = 'unnamed';

CREATE VIEW quotations_altered AS
  SELECT q.*, c.verdict, o.uri AS original FROM checks c
  JOIN quotations q ON q.edition = c.edition AND q.number = c.statement LEFT JOIN editions o ON o.id = c.original
  WHERE c.verdict IN ('altered', 'trimmed', 'spliced');
