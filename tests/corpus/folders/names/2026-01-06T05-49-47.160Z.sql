create table "user" ("id" text not null primary key);
