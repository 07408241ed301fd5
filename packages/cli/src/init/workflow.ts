// A GitHub workflow that checks the migrations of each pull request, and migrates after a merge. Pure.

export type WorkflowOptions = {
  /** Installs the packages. */
  readonly install: string;
  /** Where they are installed, and where roost runs, below the repository's folder; empty for that folder itself. */
  readonly installIn: string;
  readonly runIn: string;
  /** The flags that choose the database; may be empty. */
  readonly flags: string;
};

export function workflowText({ install, installIn, runIn, flags }: WorkflowOptions): string {
  const steps = (...commands: readonly string[]): string =>
    [
      '      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
      '        with:',
      '          persist-credentials: false',
      '      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
      '        with:',
      '          node-version: 24',
      ...step(install, installIn),
      ...commands.flatMap((command) => step(`npx --no roost ${command}`, runIn)),
    ].join('\n');
  return `name: Migrations
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  # Runs code that nobody has reviewed yet, so it gets no secrets.
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
${steps('migrate:lint --format github', 'migrate:verify')}
  migrate:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    environment: production
    concurrency: migrations
    env:
      # Needs the permission Account > D1 > Edit.
      CLOUDFLARE_API_TOKEN: \${{ secrets.CLOUDFLARE_API_TOKEN }}
    steps:
${steps(`migrate --remote --force --json${flags}`)}
`;
}

function step(command: string, folder: string): readonly string[] {
  const run = `      - run: ${command}`;
  return folder === '' ? [run] : [run, `        working-directory: ${JSON.stringify(folder)}`];
}
