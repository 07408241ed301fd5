-- rebuild: grade is between 1 and 6
CREATE TABLE enrolments_new (
  course_id INTEGER NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
  student_id INTEGER NOT NULL REFERENCES students (id) ON DELETE CASCADE,
  grade REAL CHECK (grade IS NULL OR grade BETWEEN 1 AND 6),
  PRIMARY KEY (course_id, student_id)
);
INSERT INTO enrolments_new SELECT course_id, student_id, grade FROM enrolments;
DROP TABLE enrolments;
ALTER TABLE enrolments_new RENAME TO enrolments;
