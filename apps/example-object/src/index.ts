// The Worker: messages of a room, and what all rooms report of their migrations.
import { reportObjects } from '@roostjs/migrations-core/durable-object';
import type { Message, Room } from './room.ts';

export { Room } from './room.ts';

export type Env = {
  readonly ROOMS: DurableObjectNamespace<Room>;
  /** The name of every room that somebody has written in. */
  readonly NAMES: KVNamespace;
};

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    // An application of your own asks here who may see this, and who may repair.
    if (pathname === '/migrations') return Response.json(await reports(env));
    const [, kind, name, action] = pathname.split('/');
    if (kind !== 'rooms' || name === undefined) return new Response('Not found', { status: 404 });
    const room = env.ROOMS.getByName(name);
    if (request.method !== 'POST') return room.fetch(request.url);
    if (action === 'retry') return Response.json(await room.retryMigrations());
    if (action === 'rollback') return Response.json(await room.rollbackMigrations({ step: 1 }));
    await env.NAMES.put(name, '');
    await room.say(await request.json<Message>());
    return room.fetch(request.url);
  },
} satisfies ExportedHandler<Env>;

async function reports({ ROOMS, NAMES }: Env): Promise<readonly unknown[]> {
  const reports = [];
  const ask = (name: string) => ROOMS.getByName(name).migrationStatus();
  for await (const report of reportObjects(namesIn(NAMES), ask)) reports.push(report);
  return reports;
}

async function* namesIn(names: KVNamespace): AsyncGenerator<string> {
  for (let cursor: string | null = null; ; ) {
    const page: KVNamespaceListResult<unknown> = await names.list({ cursor });
    for (const { name } of page.keys) yield name;
    if (page.list_complete) return;
    cursor = page.cursor;
  }
}
