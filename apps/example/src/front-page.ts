// The front page: all published posts, newest first, with their tags and comments.
import type { CommentsRow, PostsRow, PostTagsRow, TagsRow, UsersRow } from './database.ts';
import { frontPageHtml } from './front-page-html.ts';

type Post = PostsRow & { readonly author: UsersRow['name'] };
type Tag = Pick<PostTagsRow, 'post_id'> & Pick<TagsRow, 'name'>;

export async function showFrontPage(db: D1Database): Promise<Response> {
  const [posts, tags, comments] = await Promise.all([
    db
      .prepare(`
        SELECT posts.*, users.name AS author FROM posts JOIN users ON users.id = posts.author_id
        WHERE posts.status = 'published' ORDER BY posts.created_at DESC, posts.id DESC
      `)
      .all<Post>(),
    db
      .prepare(`
        SELECT post_tags.post_id, tags.name FROM post_tags JOIN tags ON tags.slug = post_tags.tag_slug
        ORDER BY tags.name
      `)
      .all<Tag>(),
    db.prepare('SELECT * FROM comments ORDER BY id').all<CommentsRow>(),
  ]);
  const tagsOf = Map.groupBy(tags.results, ({ post_id }) => post_id);
  const commentsOf = Map.groupBy(comments.results, ({ post_id }) => post_id);
  const entries = posts.results.map((post) => ({
    ...post,
    tags: (tagsOf.get(post.id) ?? []).map(({ name }) => name),
    comments: commentsOf.get(post.id) ?? [],
  }));
  return new Response(frontPageHtml(entries).text, { headers });
}

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  // Nothing is loaded and no script runs, whatever a post has in it.
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
};
