create table "session_new" ("id" text not null primary key, "expiresAt" date not null, "token" text not null unique, "createdAt" date not null, "updatedAt" date not null, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade, "activeOrganizationId" text references "organization" ("id") on delete set null, "impersonatedBy" text);
insert into "session_new" select "id", "expiresAt", "token", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId", "activeOrganizationId", "impersonatedBy" from "session";
drop table "session";
alter table "session_new" rename to "session";
create index "session_userId_idx" on "session" ("userId");
