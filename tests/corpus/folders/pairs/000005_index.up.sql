CREATE INDEX enrolments_student ON enrolments (student_id);
