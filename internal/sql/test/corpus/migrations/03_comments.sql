/* ======================================================================
 * 03: everything that a comment can do; with 'quotes', "quotes" and [brackets
 * ====================================================================== */

-- don't stop here;
CREATE TABLE /* a; */ notes -- b;
( -- c;
  id INTEGER /* d; */ PRIMARY KEY, /* e
  ; over ; lines ; */
  text TEXT -- it's the note
) -- f; g
;
-- ; ; ;
/**/CREATE TABLE/**/lines/**/(a)/**/;/**/
/*/ not closed yet ; */INSERT INTO lines VALUES (1);
/* /* comments do not nest; */ INSERT INTO lines VALUES (2);
INSERT INTO lines VALUES (3); -- behind the statement; with another --
INSERT INTO lines VALUES (4) -- in front of the semicolon;
;
INSERT INTO lines VALUES (5) /* same; */ ; /* and
behind */
INSERT INTO lines VALUES (6 -- a
 - -- b
 -1);
INSERT INTO lines VALUES (8/2*/* of course; */2);
--
----
--;
INSERT INTO notes (text) VALUES ('-- no comment'), ('/* no comment; */'), ('*/');
INSERT INTO notes (text) SELECT 'a' /* 'b */ || 'c' -- 'd
;
CREATE TRIGGER notes_lines AFTER INSERT ON notes /* when; */ BEGIN -- ; END;
  /* first; */ INSERT INTO lines VALUES (new.id); -- then;
  -- END;
  INSERT INTO lines VALUES (/* END; */ -new.id) /* ; */;
  /* last; END; */
END /* of it; */;
INSERT INTO notes (text) VALUES ('fires');
/* trailing *//* and more */-- and more
UPDATE notes SET text = text || ';' WHERE id > 1;
SELECT /*+ hint; */ count(*) FROM notes;
DELETE FROM lines WHERE a IS NULL; /* the file ends in a comment that is never closed; SELECT 1;
