DROP INDEX enrolments_student;
