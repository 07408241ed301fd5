// Tables that the cases of several rules start from.

export const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT)';
export const posts =
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), title TEXT, body TEXT)';
export const postsIndex = 'CREATE INDEX idx_posts_user_id ON posts (user_id)';
export const blog = [users, posts, postsIndex];
export const cascading = [
  users,
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, title TEXT)',
  postsIndex,
];
/** A rebuild of `users`, with the statement that copies its rows. */
export const rebuilt = (copy: string, columns = 'id INTEGER PRIMARY KEY, name TEXT, email TEXT') => [
  `CREATE TABLE n (${columns})`,
  copy,
  'DROP TABLE users',
  'ALTER TABLE n RENAME TO users',
];
