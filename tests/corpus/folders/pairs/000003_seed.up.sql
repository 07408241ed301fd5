-- what every school has; it's little
INSERT INTO courses (id, code, title) VALUES (1, 'MA1', 'Maths; 1'), (2, 'EN1', 'English');
INSERT INTO students VALUES (1, 'Olu'), (2, 'Chloë');
INSERT INTO enrolments VALUES (1, 1, 5.5), (1, 2, NULL), (2, 2, 4);
