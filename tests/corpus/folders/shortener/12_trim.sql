DELETE FROM clicks WHERE at < 2 RETURNING id;
PRAGMA foreign_key_check(clicks);
