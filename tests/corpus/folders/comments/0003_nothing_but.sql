/* CREATE TABLE never (id); */
-- DROP TABLE notes;
/*
INSERT INTO notes VALUES (1, 'no');
*/
