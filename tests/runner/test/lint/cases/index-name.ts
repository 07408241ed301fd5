import type { Case } from './case.ts';
import { users } from './schemas.ts';

export const indexName: readonly Case[] = [
  {
    title: 'a name without a meaning',
    migrations: [[users, 'CREATE INDEX by_mail ON users (email)']],
    finds: ['index-name 1.2'],
  },
  {
    title: 'not the usual name',
    migrations: [[users, 'CREATE INDEX idx_users_email ON users (email)']],
    finds: [],
  },
  ...[
    'users_email_idx',
    'ix_users_on_email',
    'user_email_key',
    'uq_email',
    'usersByEmail',
    'Users-Email',
    'email_unique',
    'idx_user_lookup',
  ].map((name) => ({
    title: `not a name in another style: ${name}`,
    migrations: [[users, `CREATE INDEX "${name}" ON users (email)`]],
    finds: [],
  })),
  {
    title: 'not of an expression, or after what its condition is about',
    migrations: [
      [
        users,
        'CREATE INDEX lower_email ON users (lower(email))',
        'CREATE INDEX with_name ON users (id) WHERE name IS NOT NULL',
      ],
    ],
    finds: [],
  },
  {
    title: 'not one that is gone by the end, by itself or with its table',
    migrations: [
      [users, 'CREATE INDEX i1 ON users (email)', 'CREATE TABLE t (a)', 'CREATE INDEX i2 ON t (a)'],
      ['DROP INDEX i1', '-- roost-allow\nDROP TABLE t'],
    ],
    finds: ['drop-table 2.2'],
  },
  {
    title: 'not one that a down() creates again',
    migrations: [
      [users],
      { up: ['CREATE INDEX i1 ON users (email)'], down: ['DROP INDEX i1'] },
      { up: ['DROP INDEX i1'], down: ['CREATE INDEX i1 ON users (email)'] },
    ],
    finds: [],
  },
];
