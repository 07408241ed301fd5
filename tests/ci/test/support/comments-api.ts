// GitHub's API of a pull request's comments on loopback, as far as the action uses it: two comments a page.
// https://docs.github.com/en/rest/issues/comments
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Comment = { id: number; body: string; user: { login: string; type: 'Bot' | 'User' } };

export type CommentsApi = AsyncDisposable & {
  readonly url: string;
  readonly comments: Comment[];
  /** Method and path of each request. */
  readonly requests: string[];
};

const list = /^\/repos\/nest\/blog\/issues\/7\/comments(?:\?page=(\d+))?$/;
const one = /^\/repos\/nest\/blog\/issues\/comments\/(\d+)$/;

/** `mayWrite`: whether the token may comment, which that of a fork's pull request may not. */
export async function startCommentsApi({ mayWrite = true } = {}): Promise<CommentsApi> {
  const comments: Comment[] = [];
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { method, url = '' } = request;
    requests.push(`${method} ${url}`);
    const answer = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(value));
    };
    const listed = list.exec(url);
    if (request.headers.authorization !== 'token secret') return answer(401, { message: 'Bad credentials' });
    if (method === 'GET' && listed !== null) {
      const page = Number(listed[1] ?? 1);
      const next = `<${origin()}/repos/nest/blog/issues/7/comments?page=${page + 1}>; rel="next"`;
      return answer(
        200,
        comments.slice((page - 1) * 2, page * 2),
        page * 2 < comments.length ? { link: next } : {},
      );
    }
    if (!mayWrite) return answer(403, { message: 'Resource not accessible by integration' });
    const { body } = JSON.parse(await textOf(request)) as { body: string };
    if (body.length > 65_536)
      return answer(422, { message: 'Body is too long (maximum is 65536 characters)' });
    if (method === 'POST' && listed !== null) {
      const user = { login: 'github-actions[bot]', type: 'Bot' } as const;
      comments.push({ id: 1000 + comments.length, body, user });
      return answer(201, comments.at(-1));
    }
    const comment = comments.find(({ id }) => String(id) === one.exec(url)?.[1]);
    if (method !== 'PATCH' || comment === undefined) return answer(404, { message: 'Not Found' });
    comment.body = body;
    return answer(200, comment);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin(),
    comments,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
