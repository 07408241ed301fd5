-- 名前は何でもよい; it's only a name
SELECT 'nothing';
PRAGMA table_info(notes);
