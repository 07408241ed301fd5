INSERT INTO notes (id, text) VALUES
  (1, '-- no comment'), -- a comment
  (2, '/* no comment */'), /* a comment, with a ' in it */
  (3, 'a; b'), -- a; b
  (4, 'begin transaction; commit;'),
  (5, 'it''s -- still; a text /*'),
  (6, '*/ and here ''''');
INSERT INTO notes (id, text) VALUES (7, 'BEGIN'), (8, 'END;'), (9, 'CREATE TRIGGER t BEGIN');
