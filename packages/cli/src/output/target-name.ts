// The name of a database as people see it, and the command that restores it to a bookmark.
import { inline, shellWord } from '@roostjs/internal-errors';
import { isServed, type RemoteTarget, type Target } from '../target.ts';

export function targetName(target: Target): string {
  const name = inline(target.name);
  if (isServed(target)) return `${name} (wrangler dev at ${new URL(target.dev.url).host})`;
  if (target.kind !== 'remote') return name;
  return `${name} (${target.preview ? 'remote, preview' : 'remote'})`;
}

/** For a shell. It undoes all writes since the bookmark. For a preview database there is only the API: wrangler cannot find one. */
export function restoreCommand(
  bookmark: string,
  { name, environment, preview, address }: RemoteTarget,
): string {
  if (preview)
    return `POST …/d1/database/${encodeURIComponent(address.databaseId ?? name)}/time_travel/restore?bookmark=${encodeURIComponent(bookmark)}`;
  const env = environment === null || environment === '' ? '' : ` --env ${shellWord(environment)}`;
  return `npx wrangler d1 time-travel restore ${shellWord(name)}${env} --bookmark=${shellWord(bookmark)}`;
}
