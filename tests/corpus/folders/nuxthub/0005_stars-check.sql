CREATE TABLE __feedback_new (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5), text text);
INSERT INTO __feedback_new SELECT * FROM feedback;
DROP TABLE feedback;
ALTER TABLE __feedback_new RENAME TO feedback;
