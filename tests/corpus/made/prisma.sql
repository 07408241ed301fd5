CREATE TABLE "Category" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL DEFAULT 'other'
);

CREATE TABLE "User" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL
);

CREATE TABLE "Post" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "title" TEXT NOT NULL,
  "published" BOOLEAN NOT NULL DEFAULT false,
  "authorId" TEXT NOT NULL,
  CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "_CategoryToPost" (
  "A" INTEGER NOT NULL,
  "B" INTEGER NOT NULL,
  CONSTRAINT "_CategoryToPost_A_fkey" FOREIGN KEY ("A") REFERENCES "Category" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "_CategoryToPost_B_fkey" FOREIGN KEY ("B") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "Category_name_key" ON "Category"("name");

CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

CREATE UNIQUE INDEX "_CategoryToPost_AB_unique" ON "_CategoryToPost"("A", "B");

CREATE INDEX "_CategoryToPost_B_index" ON "_CategoryToPost"("B");

"Category" 1, 'maths'
"Post" 1, 'On "engines"', 1, 'ckv1'
"Post" 2, 'Notes; G', 0, 'ckv1'
"User" 'ckv1', 'ada@example.com', 'Ada', '2026-01-25 11:00:00', '2026-01-25T11:00:00.000+00:00'
"sqlite_sequence" 'Category', 1
"sqlite_sequence" 'Post', 2

-- d1_migrations
-- 20260105120000_init/migration.sql
-- 20260112083000_categories/migration.sql
-- 20260120141500_post_views/migration.sql
-- 20260125110000_seed_by_hand/migration.sql
-- 20260201090000_required_name/migration.sql
-- 20260301100000_drop_views/migration.sql
-- 20260310100000_old_pragmas/migration.sql
-- 20260320100000_empty/migration.sql
