// Posts. `*` is on purpose: a column that a migration adds or drops is served, or gone, with the next request.
import type { CommentsRow, PostsRow, UsersRow } from './database.ts';
import { firstSentence } from './first-sentence.ts';
import { id, json, optionalText, readBody, text } from './json.ts';
import { Refusal } from './refusal.ts';

type Author = { readonly author: UsersRow['name'] };
type Listed = Pick<PostsRow, 'slug' | 'title'> & Author & { readonly comments: number };

export async function listPosts(db: D1Database): Promise<Response> {
  const posts = await db
    .prepare(`
      SELECT posts.slug, posts.title, users.name AS author, count(comments.id) AS comments
      FROM posts
      JOIN users ON users.id = posts.author_id
      LEFT JOIN comments ON comments.post_id = posts.id
      WHERE posts.status = 'published'
      GROUP BY posts.id
      ORDER BY posts.created_at DESC, posts.id DESC
    `)
    .all<Listed>();
  return json(posts.results);
}

export async function showPost(db: D1Database, slug: string): Promise<Response> {
  const post = await db
    .prepare(
      'SELECT posts.*, users.name AS author FROM posts JOIN users ON users.id = author_id WHERE slug = ?',
    )
    .bind(slug)
    .first<PostsRow & Author>();
  if (post === null) throw noSuchPost(slug);
  const comments = await db
    .prepare('SELECT author, body, created_at FROM comments WHERE post_id = ? ORDER BY id')
    .bind(post.id)
    .all<Pick<CommentsRow, 'author' | 'body' | 'created_at'>>();
  return json({ ...post, comments: comments.results });
}

export async function createPost(db: D1Database, request: Request): Promise<Response> {
  const fields = await readBody(request);
  const slug = text(fields, 'slug');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw new Refusal(400, 'slug must be like-this-1');
  const body = text(fields, 'body');
  const post = await db
    .prepare(`
      INSERT INTO posts (author_id, slug, title, body, summary, status)
      VALUES (?, ?, ?, ?, ?, ?) RETURNING *
    `)
    .bind(
      id(fields, 'author_id'),
      slug,
      text(fields, 'title'),
      body,
      firstSentence(body),
      optionalText(fields, 'status') ?? 'draft',
    )
    .first<PostsRow>();
  return json(post, 201);
}

export async function setPostStatus(db: D1Database, request: Request, slug: string): Promise<Response> {
  const status = text(await readBody(request), 'status');
  const post = await db
    .prepare('UPDATE posts SET status = ? WHERE slug = ? RETURNING *')
    .bind(status, slug)
    .first<PostsRow>();
  if (post === null) throw noSuchPost(slug);
  return json(post);
}

export function noSuchPost(slug: string): Refusal {
  return new Refusal(404, `no post ${slug}`);
}
