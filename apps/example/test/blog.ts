// The blog as a client sees it: JSON out, status and JSON back.

type Answer = { readonly status: number; readonly body: unknown };

export type Blog = {
  get(path: string): Promise<Answer>;
  send(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<Answer>;
  /** A new author and a published post of theirs. */
  publish(slug: string, body?: string): Promise<void>;
};

export function blogAt(url: string): Blog {
  const send: Blog['send'] = (method, path, body) => ask(url + path, { method, body: JSON.stringify(body) });
  return {
    get: (path) => ask(url + path, {}),
    send,
    async publish(slug, body = 'Once upon a time. The end.') {
      const user = await send('POST', '/users', { name: `Author of ${slug}`, email: `${slug}@example.com` });
      const { id } = user.body as { readonly id: number };
      const post = { author_id: id, slug, title: `On ${slug}`, body, status: 'published' };
      const answer = await send('POST', '/posts', post);
      if (answer.status !== 201) throw new Error(`POST /posts: ${JSON.stringify(answer)}`);
    },
  };
}

async function ask(url: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(url, request);
  return { status: response.status, body: await response.json() };
}
