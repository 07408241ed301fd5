// Comments: anyone's, under a post.
import type { CommentsRow } from './database.ts';
import { json, readBody, text } from './json.ts';
import { noSuchPost } from './posts.ts';

export async function addComment(db: D1Database, request: Request, slug: string): Promise<Response> {
  const body = await readBody(request);
  const comment = await db
    .prepare(`
      INSERT INTO comments (post_id, author, body)
      SELECT id, ?, ? FROM posts WHERE slug = ? RETURNING id, author, body, created_at
    `)
    .bind(text(body, 'author'), text(body, 'body'), slug)
    .first<Omit<CommentsRow, 'post_id'>>();
  if (comment === null) throw noSuchPost(slug);
  return json(comment, 201);
}
