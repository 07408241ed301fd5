-- ---------------------------------------------------------------------------
-- Author:  D. O'Neill <d@example.com>
-- Purpose: "notes"; nothing else
-- Note:    don't wrap this in BEGIN TRANSACTION; ... COMMIT; since D1 does it
-- ---------------------------------------------------------------------------
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);
