DELETE FROM enrolments;
DELETE FROM students;
DELETE FROM courses;
