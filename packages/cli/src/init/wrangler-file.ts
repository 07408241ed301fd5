// The wrangler configuration of a project that has none yet. Pure.

/** With one database, whose name begins as the project's. `day` is the compatibility date. */
export function wranglerFileText(project: string, day: string): string {
  const name = workerName(project);
  const config = {
    name,
    compatibility_date: day,
    d1_databases: [{ binding: 'DB', database_name: `${name}-db` }],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
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
