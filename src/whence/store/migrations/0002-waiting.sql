-- Editions that no passage segment holds yet. They stand apart from the texts, which were written again whenever
-- editions.segment changed; that column is not used any more.

CREATE TABLE waiting (
  edition INTEGER PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE
);
INSERT INTO waiting SELECT id FROM editions WHERE segment IS NULL AND removed = 0;
UPDATE editions SET segment = NULL WHERE segment IS NOT NULL;

-- When editions are of, without a look at their texts.
CREATE INDEX editions_dated ON editions (id, published, captured);
