-- Prisma left this one empty (--create-only); the rows were written by hand.
INSERT INTO "User" ("id", "email", "name", "updatedAt", "createdAt") VALUES ('ckv1', 'ada@example.com', 'Ada', '2026-01-25T11:00:00.000+00:00', '2026-01-25 11:00:00');
INSERT INTO "Post" ("title", "authorId", "published") VALUES ('On "engines"', 'ckv1', true), ('Notes; G', 'ckv1', false);
INSERT INTO "Category" ("name") VALUES ('maths');
INSERT INTO "_CategoryToPost" ("A", "B") SELECT 1, "id" FROM "Post";
