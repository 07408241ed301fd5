// How a database is called, and how wrangler goes back in its time.
import { inline, shellWord } from '@roostjs/internal-errors';
import type { RemoteTarget, Target } from '../target.ts';

export function targetName(target: Target): string {
  const name = inline(target.name);
  if (target.kind !== 'remote') return name;
  return `${name} (${target.preview ? 'remote, preview' : 'remote'})`;
}

/** For a shell. Everything that was written after the bookmark is lost by it. Wrangler finds no preview database by itself. */
export function restoreCommand(
  bookmark: string,
  { name, environment, preview, address }: RemoteTarget,
): string {
  if (preview)
    return `POST …/d1/database/${encodeURIComponent(address.databaseId ?? name)}/time_travel/restore?bookmark=${encodeURIComponent(bookmark)}`;
  const env = environment === null || environment === '' ? '' : ` --env ${shellWord(environment)}`;
  return `npx wrangler d1 time-travel restore ${shellWord(name)}${env} --bookmark=${shellWord(bookmark)}`;
}
