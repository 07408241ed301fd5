insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt", "role")
values ('u_root', 'Root', 'root@example.com', 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'admin');
insert into "account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
values ('a_root', 'u_root', 'credential', 'u_root', 'scrypt:16384:8:1$Zm9v;YmFy--', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
insert into user_key (id, user_id) values ('email:root@example.com', 'u_root');
