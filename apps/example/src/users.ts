// Users: whoever writes posts.
import type { UsersRow } from './database.ts';
import { json, readBody, text } from './json.ts';

export async function createUser(db: D1Database, request: Request): Promise<Response> {
  const body = await readBody(request);
  const user = await db
    .prepare('INSERT INTO users (name, email) VALUES (?, ?) RETURNING *')
    .bind(text(body, 'name'), text(body, 'email'))
    .first<UsersRow>();
  return json(user, 201);
}
