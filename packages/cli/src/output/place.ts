// How a database is called, and how wrangler goes back in its time.
import type { RemoteTarget, Target } from '../target.ts';

export function placeOf(target: Target): string {
  if (target.kind !== 'remote') return target.name;
  return `${target.name} (${target.preview ? 'remote, preview' : 'remote'})`;
}

/** Everything that was written after the bookmark is lost by it. Wrangler finds no preview database by itself. */
export function restoreCommand(
  bookmark: string,
  { name, environment, preview, address }: RemoteTarget,
): string {
  if (preview)
    return `POST …/d1/database/${address.databaseId ?? name}/time_travel/restore?bookmark=${bookmark}`;
  const env = environment === null || environment === '' ? '' : ` --env ${environment}`;
  return `npx wrangler d1 time-travel restore ${name}${env} --bookmark=${bookmark}`;
}
