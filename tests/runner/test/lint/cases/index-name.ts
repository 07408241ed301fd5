import type { Case } from './case.ts';
import { users } from './schemas.ts';

export const indexName: readonly Case[] = [
  {
    title: 'a name without a meaning',
    migrations: [[users, 'CREATE INDEX by_mail ON users (email)']],
    finds: ['index-name 1.2'],
  },
  {
    title: 'the name of another table',
    migrations: [[users, 'CREATE UNIQUE INDEX idx_posts_email ON users (email)']],
    finds: ['index-name 1.2'],
  },
  {
    title: 'not the usual name',
    migrations: [[users, 'CREATE INDEX idx_users_email ON users (email)']],
    finds: [],
  },
  {
    title: 'not of an expression',
    migrations: [[users, 'CREATE INDEX idx_users_lower_email ON users (lower(email))']],
    finds: [],
  },
];
