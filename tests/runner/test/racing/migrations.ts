// What all racing programs apply. A second application fails at its table, or leaves a second row in `log`.
import type { Migration } from '@roostjs/migrations-core';

export const titles = ['a', 'b', 'c', 'd', 'e'];

export const migrations: Readonly<Record<string, Migration>> = Object.fromEntries(
  titles.map((title, index) => [
    `${20260101000001 + index}_${title}`,
    {
      async up() {
        await this.db.run('CREATE TABLE IF NOT EXISTS log (v TEXT)');
        await this.db.run('INSERT INTO log VALUES (?)', title);
        // Lets the others come in between.
        await new Promise((resolve) => setTimeout(resolve, 2));
        await this.db.run(`CREATE TABLE ${title} (id INTEGER PRIMARY KEY)`);
      },
    } satisfies Migration,
  ]),
);
