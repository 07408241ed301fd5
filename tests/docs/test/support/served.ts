// The server that a page has its reader start, and what it answers.
import { type Server, startServer } from '../../../../apps/example/test/server.ts';
import { offline } from '../../../../apps/example/test/wrangler.ts';
import { ownPort } from '../../../../apps/example/test/wrangler-dev.ts';
import type { Block } from './markdown.ts';

/** Resolves when wrangler's server answers, on a port of its own. Throws with what it printed if it ends before. */
export function serve({ text }: Block, cwd: string, environment: NodeJS.ProcessEnv): Promise<Server> {
  const command = [text.trimEnd(), ...ownPort].join(' ');
  return startServer('sh', ['-e', '-c', command], { cwd, env: { ...environment, ...offline(cwd) } });
}

/** The answers, a line for each `curl http://localhost:8787/…`; not by curl itself, which not every system has. */
export async function ask({ text, line }: Block, server: Server | undefined): Promise<string> {
  if (server === undefined) throw new Error(`The block in line ${line} asks, and no server was started.`);
  let output = '';
  for (const command of text.trimEnd().split('\n')) {
    const [, path] = /^curl http:\/\/localhost:8787(\S*)$/.exec(command) ?? [];
    if (path === undefined) throw new Error(`The block in line ${line} asks otherwise than by curl <url>.`);
    output += `${await (await fetch(server.url + path)).text()}\n`;
  }
  return output;
}
