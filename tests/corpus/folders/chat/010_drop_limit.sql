DROP TRIGGER IF EXISTS participants_limit;
DROP TRIGGER IF EXISTS participants_limit_v2;
