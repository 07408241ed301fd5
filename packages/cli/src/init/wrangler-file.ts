// The wrangler configuration of a project that has none yet, or one without a database. Pure.
import { withKeys } from './json-text.ts';

/** With one database, whose name begins as the project's. `day` is the compatibility date. */
export function wranglerFileText(project: string, day: string): string {
  const name = workerName(project);
  const config = { name, compatibility_date: day, d1_databases: databasesOf(project) };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** A configuration in JSON, with such a database and all that it has already. */
export function withDatabase(text: string, project: string): Promise<string> {
  return withKeys(text, [{ path: ['d1_databases'], value: databasesOf(project) }]);
}

function databasesOf(project: string): readonly object[] {
  return [{ binding: 'DB', database_name: `${workerName(project)}-db` }];
}

/** As Cloudflare allows it: lower-case letters, digits and hyphens. */
function workerName(project: string): string {
  const name = project
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  return name === '' ? 'my-app' : name;
}
