-- dbmate@2.36.0
CREATE TABLE "schema_migrations" (version varchar(128) primary key);
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id));
INSERT INTO "schema_migrations" (version) VALUES ('0001');
INSERT INTO "schema_migrations" (version) VALUES ('0002');
