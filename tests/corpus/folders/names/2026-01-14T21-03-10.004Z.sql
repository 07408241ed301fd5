create table "session" ("id" text not null primary key, "userId" text not null references "user" ("id") on delete cascade);

create index "session_userId_idx" on "session" ("userId");
