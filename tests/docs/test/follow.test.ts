// The READMEs are no proof if nothing that they say could fail.
import { describe, expect, it } from 'vitest';
import { mistakesIn, withCurrentOutput } from './support/follow.ts';

const migration = `
\`\`\`ts file=database/migrations/20260101000000_create_posts.ts
import type { Migration } from '@roostjs/cli';
export default { async up() { await this.db.run('CREATE TABLE posts (id INTEGER)'); } } satisfies Migration;
\`\`\`
`;

const migrate = `
\`\`\`sh run
roost migrate
\`\`\`
`;

function block(info: string, text: string): string {
  return `\`\`\`${info}\n${text}\n\`\`\`\n`;
}

describe('a README that is followed', () => {
  it('finds the packages, the command and the files of the blocks before', async () => {
    const look = `
      import { openLocalD1 } from '@roostjs/d1-adapter/local';
      import { createMigrator } from '@roostjs/migrations-core';
      import { globSync } from 'node:fs';
      const [path] = globSync('.wrangler/**/*.sqlite');
      const database: D1Database = openLocalD1({ path });
      console.log((await createMigrator({ database, migrations: {} }).status()).migrations.length);`;
    const readme = [migration, migrate, block('ts run', look), block('output', '1')].join('\n');
    expect(await mistakesIn('README.md', readme)).toEqual([]);
  });

  it('is refused where a block fails, and goes no further', async () => {
    const readme = [block('sh run', 'echo before >&2; false; echo after'), block('output', 'x')].join('\n');
    expect(await mistakesIn('README.md', readme)).toEqual(['line 1: the block ends with 1:\nbefore\n']);
  });

  it('is refused where the output is another, but for its times', async () => {
    const run = block('js run', "console.log('20260101000000_a 3.5 ms'); console.error('b');");
    expect(await mistakesIn('README.md', run + block('output', '<timestamp>_a 12 ms\nb'))).toEqual([]);
    expect(await mistakesIn('README.md', run + block('output', 'b'))).toEqual([
      'line 4: the output is\n20260101000000_a 3.5 ms\nb\n',
    ]);
  });

  it('asks the server that it has started, and ends that server', async () => {
    const server = `
      import { createServer } from 'node:http';
      const server = createServer(({ url }, response) => response.end(address() + url));
      const address = () => 'http://127.0.0.1:' + server.address().port;
      server.listen(0, '127.0.0.1', () => console.log('Ready on ' + address()));`;
    const readme = [
      block('js file=server.mjs', server),
      block('sh serve', 'node server.mjs'),
      block('sh ask', 'curl http://localhost:8787\ncurl http://localhost:8787/posts'),
      block('output', 'x'),
    ];
    const [mistake = ''] = await mistakesIn('README.md', readme.join('\n'));
    const [, url = ''] = /the output is\n(http:\S+\/)\nhttp:\S+\/posts\n$/.exec(mistake) ?? [];
    expect(url).toContain('http://127.0.0.1:');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('is refused where a server does not start, with what it printed', async () => {
    const readme = block('sh serve', 'echo before; false');
    await expect(mistakesIn('README.md', readme)).rejects.toThrow(
      'The server ended with 1. It printed:\nbefore',
    );
  });

  it('leaves alone what does not say run', async () => {
    expect(await mistakesIn('README.md', block('sh', 'false') + block('js', '}'))).toEqual([]);
  });

  it("has an application's own files around it", async () => {
    const readme = block(
      'sh run',
      'test -f wrangler.jsonc && test -d src && test ! -e node_modules/wrangler',
    );
    expect(await mistakesIn('apps/example/README.md', readme)).toEqual([]);
  });
});

describe('the current output', () => {
  const run = block('sh run', "echo 20260101000000_a 2026010200000'0_b' 5 ms");
  const page = (printed: string): string => `20260101000000_a\n${run}${block('output', printed)}`;

  it('is written into a page, with the timestamps of its own files alone', async () => {
    const current = page('20260101000000_a <timestamp>_b <time>');
    expect(await withCurrentOutput('README.md', page('old\noutput'))).toBe(current);
    expect(await withCurrentOutput('README.md', current)).toBe(current);
  });

  it('is not written where a block fails', async () => {
    const failing = withCurrentOutput('README.md', block('sh run', 'false'));
    await expect(failing).rejects.toThrow('README.md, line 1: the block ends with 1');
  });
});
