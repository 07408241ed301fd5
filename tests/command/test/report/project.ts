// A project with twelve tables and three pending migrations: one that adds, one that rebuilds, one that drops.
import { mkdir, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect } from 'vitest';
import { migration, runs } from '../support/migrations.ts';
import type { Files, Project } from '../support/project.ts';
import { packageJson } from '../support/roost.ts';

const first = '20260101000001_create_schema.sql';

export const applied: Files = {
  [first]: `CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT, invited_by INTEGER REFERENCES users (id));
CREATE TABLE plans (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price_cents INTEGER NOT NULL DEFAULT 0);
CREATE TABLE organisations (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, plan_id INTEGER NOT NULL REFERENCES plans);
CREATE TABLE memberships (user_id INTEGER NOT NULL REFERENCES users (id), organisation_id INTEGER NOT NULL REFERENCES organisations (id), role TEXT NOT NULL, PRIMARY KEY (user_id, organisation_id));
CREATE TABLE projects (id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisations (id), title TEXT NOT NULL, archived_at TEXT);
CREATE TABLE tasks (id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects (id), parent_id INTEGER REFERENCES tasks (id), assignee_id INTEGER REFERENCES users (id), title TEXT NOT NULL, state TEXT NOT NULL, points TEXT, due_on TEXT);
CREATE TABLE comments (id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks (id), author_id INTEGER REFERENCES users (id), body TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE labels (id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects (id), name TEXT NOT NULL, colour TEXT);
CREATE TABLE task_labels (task_id INTEGER NOT NULL REFERENCES tasks (id), label_id INTEGER NOT NULL REFERENCES labels (id), PRIMARY KEY (task_id, label_id)) WITHOUT ROWID;
CREATE TABLE attachments (id INTEGER PRIMARY KEY, comment_id INTEGER REFERENCES comments (id), file_key TEXT NOT NULL UNIQUE, bytes INTEGER);
CREATE TABLE member_settings (user_id INTEGER NOT NULL, organisation_id INTEGER NOT NULL, theme TEXT, PRIMARY KEY (user_id, organisation_id), FOREIGN KEY (user_id, organisation_id) REFERENCES memberships (user_id, organisation_id));
CREATE TABLE audit_log (id INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL);
INSERT INTO users (email, name) VALUES ('grace@example.com', 'Grace');
INSERT INTO audit_log (at, what) VALUES ('2026-01-01', 'created'), ('2026-01-02', 'opened');
INSERT INTO plans (name) VALUES ('Free');
INSERT INTO organisations (slug, name, plan_id) VALUES ('moths', 'Moths', 1);
INSERT INTO projects (organisation_id, title) VALUES (1, 'Relay');
INSERT INTO tasks (project_id, title, state, points) VALUES (1, 'Tape', 'open', '3');
INSERT INTO comments (task_id, body, created_at) VALUES (1, 'First', '2026-01-03');
`,
};

export const pending: Files = {
  '20260201000001_add_reactions.ts': migration(
    `${runs(
      'CREATE TABLE reactions (id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL REFERENCES comments (id), user_id INTEGER NOT NULL REFERENCES users (id), emoji TEXT NOT NULL)',
      'ALTER TABLE tasks ADD COLUMN estimate INTEGER',
    )}
    await db.prepare('UPDATE plans SET price_cents = ? WHERE name = ?').bind(1299, 'a bound value').run();`,
  ),
  '20260201000002_points_are_numbers.ts': `import { rebuildTable } from '@roostjs/cli/schema';

export default {
  async up(db) {
    await rebuildTable(db, {
      table: 'tasks',
      create: \`CREATE TABLE tasks (id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL REFERENCES projects (id), parent_id INTEGER REFERENCES tasks (id), assignee_id INTEGER REFERENCES users (id), title TEXT NOT NULL, state TEXT NOT NULL, points INTEGER, due_on TEXT, estimate INTEGER)\`,
      copy: { points: 'CAST(points AS INTEGER)' },
    });
  },
};
`,
  '20260201000003_drop_audit_log.sql': `DROP TABLE audit_log;
ALTER TABLE comments DROP COLUMN created_at;
`,
};

export function inFolder(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`database/migrations/${name}`, text]),
  );
}

/** Applies what is there, and adds migrations that are pending. They may import the command's helpers. */
export async function withPending(project: Project, more: Files = pending): Promise<void> {
  await mkdir(project.path('node_modules/@roostjs'), { recursive: true });
  await symlink(dirname(packageJson), project.path('node_modules/@roostjs/cli'));
  expect(await project.spawnRoost(['migrate'])).toMatchObject({ exitCode: 0 });
  await project.write(inFolder(more));
}
