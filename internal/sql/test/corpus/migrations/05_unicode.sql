CREATE TABLE größe (id INTEGER PRIMARY KEY, länge REAL, "breite; höhe" REAL);
CREATE TABLE 注文 (番号 INTEGER PRIMARY KEY, 名前 TEXT NOT NULL, 備考 TEXT DEFAULT 'なし；また');
CREATE TABLE "🦊;🐔" ("🥚" TEXT, [🐣;] TEXT);
CREATE INDEX größe_länge ON größe (länge);
INSERT INTO größe (länge, "breite; höhe") VALUES (1.5, 2.5), (.5, 3.), (1e-2, 2E+2);
INSERT INTO 注文 (名前) VALUES ('山田; 太郎'), ('Zoë'), ('naïve'), ('👩‍👩‍👧‍👦;'), ('é;'), (';' || '；'); -- 注釈；コメント;
INSERT INTO "🦊;🐔" VALUES ('𝒳;𝒴', '‮;‬'), ('عربي؛', 'עברית;'), ('Ωmega;', '​;​');
/* Ünïcödé; комментарий; 评论 */ UPDATE 注文 SET 備考 = 名前 || '；;' WHERE 番号 % 2 = 0;
CREATE VIEW überblick AS SELECT 番号 AS №, 名前 AS "име;" FROM 注文 WHERE 備考 <> '；';
CREATE TRIGGER éditer AFTER UPDATE ON 注文 WHEN new.名前 LIKE '%;%' BEGIN INSERT INTO "🦊;🐔" ("🥚") VALUES (new.名前 || '; конец;'); END;
UPDATE 注文 SET 名前 = '終わり; END;' WHERE 番号 = 1;
CREATE TABLE endé(éend TEXT, end終 TEXT, ñ);
CREATE TRIGGER t_endé AFTER INSERT ON endé BEGIN UPDATE endé SET end終 = éend; UPDATE endé SET éend = 'é'; END;
INSERT INTO endé (éend) VALUES ('ß;ẞ');
CREATE TABLE  nbsp (a);
INSERT INTO  nbsp VALUES (1);
SELECT "име;", № FROM überblick ORDER BY №;
ALTER TABLE größe RENAME COLUMN länge TO "långd;";
DELETE FROM größe WHERE "långd;" < 1
