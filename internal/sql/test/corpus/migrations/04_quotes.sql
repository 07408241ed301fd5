CREATE TABLE "a;b" ("c;d" TEXT, "e""f" TEXT, "" TEXT);
CREATE TABLE [semi;colon] ([key;] INTEGER PRIMARY KEY, [it's] TEXT, [--] TEXT, ["] TEXT, [/*] TEXT);
CREATE TABLE `grave;accent` (`x``y;` TEXT, `'` TEXT, `END;` TEXT);
CREATE TABLE 'string;name' ('col;umn' TEXT, "begin" TEXT, [end] TEXT, `case` TEXT);
CREATE INDEX "i;1" ON "a;b" ("c;d", "e""f" DESC);
CREATE INDEX [i;2] ON [semi;colon] ([it's]);
CREATE INDEX `i;3` ON `grave;accent` (`x``y;`) WHERE `'` IS NOT NULL;
INSERT INTO "a;b" VALUES ('''', '''''', ''), (';', ''';''', '";"');
INSERT INTO [semi;colon] ([it's], [--], ["], [/*]) VALUES ('[', ']', '[;]', '`;`');
INSERT INTO [semi;colon] VALUES (NULL, 'line
break;
', '	tab;	', '\', '\'';');
INSERT INTO `grave;accent` (`x``y;`, `'`) VALUES ('a' || ';' || 'b', char(59)), ('"', '`');
INSERT INTO "string;name" SELECT 'x', "c;d", "e""f", "" FROM "a;b";
UPDATE "string;name" SET [end] = "begin" || ';' || `case`, "begin" = "string;name"."col;umn";
CREATE VIEW [v;iew] AS SELECT "c;d" AS "x;", [e"f] AS [y;], `c;d` AS `z;`, "e""f" 'w;' FROM "a;b";
CREATE TRIGGER "t;end;" AFTER INSERT ON [semi;colon] BEGIN
  INSERT INTO 'string;name' VALUES (';', '; END;', new.[it's], new."--");
  UPDATE `grave;accent` SET `END;` = new.[/*] WHERE `x``y;` = '"';
END;
INSERT INTO [semi;colon] ([it's], [--], [/*]) VALUES ('fired', 'twice;', 'x'';''y');
ALTER TABLE `grave;accent` RENAME COLUMN `'` TO [quote;d];
ALTER TABLE [string;name] RENAME TO "other;name";
SELECT "x;", [y;], `z;`, "w;" FROM [v;iew];
DELETE FROM "a;b" WHERE "c;d" LIKE '%;%' ESCAPE '\';
