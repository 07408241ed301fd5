CREATE TABLE "user" (
  "id" text not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" integer not null,
  "image" text,
  "createdAt" date not null,
  "updatedAt" date not null,
  "twoFactorEnabled" integer,
  "role" text,
  "banned" integer,
  "banReason" text,
  "banExpires" date
);

CREATE TABLE "account" (
  "id" text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references "user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" date,
  "refreshTokenExpiresAt" date,
  "scope" text,
  "password" text,
  "createdAt" date not null,
  "updatedAt" date not null
);

CREATE TABLE "apikey" (
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

CREATE TABLE "organization" (
  "id" text not null primary key,
  "name" text not null,
  "slug" text not null unique,
  "logo" text,
  "createdAt" date not null,
  "metadata" text
);

CREATE TABLE "invitation" (
  "id" text not null primary key,
  "organizationId" text not null references "organization" ("id") on delete cascade,
  "email" text not null,
  "role" text,
  "status" text not null,
  "expiresAt" date not null,
  "inviterId" text not null references "user" ("id") on delete cascade
);

CREATE TABLE "member" (
  "id" text not null primary key,
  "organizationId" text not null references "organization" ("id") on delete cascade,
  "userId" text not null references "user" ("id") on delete cascade,
  "role" text not null,
  "createdAt" date not null
);

CREATE TABLE "session" (
  "id" text not null primary key,
  "expiresAt" date not null,
  "token" text not null unique,
  "createdAt" date not null,
  "updatedAt" date not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references "user" ("id") on delete cascade,
  "activeOrganizationId" text references "organization" ("id") on delete set null,
  "impersonatedBy" text
);

CREATE TABLE "twoFactor" (
  "id" text not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references "user" ("id") on delete cascade
);

CREATE TABLE "verification" (
  "id" text not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" date not null,
  "createdAt" date not null,
  "updatedAt" date not null
);

CREATE INDEX "account_userId_idx" on "account" ("userId");

CREATE INDEX "apikey_key_idx" on "apikey"("key");

CREATE INDEX "apikey_userId_idx" on "apikey"("userId");

CREATE INDEX "member_organizationId_idx" on "member" ("organizationId");

CREATE INDEX "member_userId_idx" on "member" ("userId");

CREATE INDEX "session_userId_idx" on "session" ("userId");

CREATE INDEX "twoFactor_secret_idx" on "twoFactor" ("secret");

CREATE INDEX "twoFactor_userId_idx" on "twoFactor" ("userId");

CREATE INDEX "verification_identifier_idx" on "verification" ("identifier");

"account" 'a_root', 'u_root', 'credential', 'u_root', NULL, NULL, NULL, NULL, NULL, NULL, 'scrypt:16384:8:1$Zm9v;YmFy--', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'
"user" 'u_root', 'Root', 'root@example.com', 1, NULL, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', NULL, 'admin', NULL, NULL, NULL

-- d1_migrations
-- 0001_better-auth.sql
-- 0002_two-factor.sql
-- 0003_organization.sql
-- 0004_admin.sql
-- 0005_api-keys.sql
-- 0006_lucia_compat.sql
-- 0007_seed-admin.sql
-- 0008_drop-lucia.sql
-- 0009_session-rebuild.sql
