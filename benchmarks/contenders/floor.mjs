// What any migrator in one Node process with better-sqlite3 must spend.
import { join } from 'node:path';

const program = join(import.meta.dirname, '../floor.mjs');

export const floor = {
  name: 'floor',
  database: 'db.sqlite',
  lay: (project, migrations) => project.write('migrations.json', JSON.stringify(migrations)),
  command: (project, task, file = project.path('db.sqlite')) => [
    program,
    task,
    file,
    project.path('migrations.json'),
  ],
};
