-- begin transaction in lower case is fine for wrangler
UPDATE notes SET text = CASE /* when */ WHEN id = 1 THEN 'one' /* END */ WHEN id = 2 THEN CASE text WHEN 'x' THEN 'y' ELSE 'end' END ELSE text END WHERE id < 3;
