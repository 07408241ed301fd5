CREATE TABLE "semi;colon" ("a--b" TEXT, `c/*d*/` TEXT, [e;f] TEXT, "it's" TEXT DEFAULT 'x', "say ""hi""" INTEGER);
INSERT INTO "semi;colon" ("a--b", `c/*d*/`, [e;f], "say ""hi""") VALUES ('1', '2', '3', 4);
CREATE INDEX "index on ; things" ON "semi;colon" ("a--b", [e;f]);
CREATE TABLE größe ("名前" TEXT PRIMARY KEY, 🙂 INTEGER DEFAULT 1);
INSERT INTO größe ("名前") VALUES ('山');
