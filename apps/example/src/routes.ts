// Method and path → the function that answers.
import { addComment } from './comments.ts';
import type { Env } from './env.ts';
import { showFrontPage } from './front-page.ts';
import { json } from './json.ts';
import { createPost, listPosts, setPostStatus, showPost } from './posts.ts';
import { createUser } from './users.ts';

type Route = {
  readonly method: string;
  readonly path: URLPattern;
  readonly answer: (db: D1Database, request: Request, slug: string) => Promise<Response>;
};

const routes: readonly Route[] = [
  route('GET', '/', showFrontPage),
  route('POST', '/users', createUser),
  route('GET', '/posts', listPosts),
  route('POST', '/posts', createPost),
  route('GET', '/posts/:slug', (db, _request, slug) => showPost(db, slug)),
  route('PATCH', '/posts/:slug', setPostStatus),
  route('POST', '/posts/:slug/comments', addComment),
];

export async function answer(request: Request, env: Env): Promise<Response> {
  const { pathname } = new URL(request.url);
  const methods: string[] = [];
  for (const { method, path, answer } of routes) {
    const match = path.exec({ pathname });
    if (match === null) continue;
    if (method === request.method) return answer(env.DB, request, match.pathname.groups['slug'] ?? '');
    methods.push(method);
  }
  if (methods.length === 0) return json({ error: `nothing at ${pathname}` }, 404);
  const refusal = json({ error: `${pathname} takes ${methods.join(' and ')}` }, 405);
  refusal.headers.set('Allow', methods.join(', '));
  return refusal;
}

function route(method: string, pathname: string, answer: Route['answer']): Route {
  return { method, path: new URLPattern({ pathname }), answer };
}
