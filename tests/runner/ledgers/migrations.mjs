// What every tool applies.
export const migrations = [
  ['0001_users', 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)'],
  ['0002_posts', 'CREATE TABLE posts (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users(id))'],
];
