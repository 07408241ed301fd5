/* block *//* after block */ALTER/**/TABLE links ADD COLUMN title TEXT;-- at once
ALTER TABLE links ADD hits INTEGER DEFAULT 0 NOT NULL;;
;