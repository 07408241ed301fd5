CREATE TABLE enrolments_old (
  course_id INTEGER NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
  student_id INTEGER NOT NULL REFERENCES students (id) ON DELETE CASCADE,
  grade REAL,
  PRIMARY KEY (course_id, student_id)
);
INSERT INTO enrolments_old SELECT course_id, student_id, grade FROM enrolments;
DROP TABLE enrolments;
ALTER TABLE enrolments_old RENAME TO enrolments;
