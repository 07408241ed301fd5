-- CreateTable (by hand, the generator was offline; it's the same)
create table if not exists "apikey" (
	"id" text primary key not null,
	"name" text,
	"start" text,
	"prefix" text,
	"key" text not null,
	"userId" text not null references "user"("id") on delete cascade,
	"enabled" integer default true,
	"rateLimitEnabled" integer default 1,
	"rateLimitTimeWindow" integer default 86400000,
	"remaining" integer,
	"expiresAt" integer,
	"permissions" text,
	"metadata" text
);
create index if not exists "apikey_key_idx" on "apikey"("key");
create index if not exists "apikey_userId_idx" on "apikey"("userId");
