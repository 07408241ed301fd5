CREATE TABLE courses (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL
);

CREATE TABLE students (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE "enrolments" (
  course_id INTEGER NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
  student_id INTEGER NOT NULL REFERENCES students (id) ON DELETE CASCADE,
  grade REAL CHECK (grade IS NULL OR grade BETWEEN 1 AND 6),
  PRIMARY KEY (course_id, student_id)
);

CREATE INDEX enrolments_student ON enrolments (student_id);

"courses" 1, 'MA1', 'Maths; 1'
"courses" 2, 'EN1', 'English'
"enrolments" 1, 1, 5.5
"enrolments" 1, 2, NULL
"enrolments" 2, 2, 4
"students" 1, 'Olu'
"students" 2, 'Chloë'

-- d1_migrations
-- 000001_create_courses.up.sql
-- 000002_students.up.sql
-- 000003_seed.up.sql
-- 000004_grade_check.up.sql
-- 000005_index.up.sql
-- 000006_trim_titles.up.sql
