// What the demo shows, from top to bottom.
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import type { Shell } from './shell.ts';

const written = fileURLToPath(new URL('add_pinned_to_posts.ts', import.meta.url));

export async function tellStory(shell: Shell, folder: string): Promise<void> {
  await shell.say('A blog on Cloudflare D1, with six migrations in database/migrations. Apply them:');
  await shell.roost('migrate');

  await shell.say('\nA few posts to begin with, from the seeders in database/seeders:');
  await shell.roost('db:seed');

  await shell.say('\nThe next idea is a file of its own:');
  await shell.roost('make:migration', 'add_pinned_to_posts', '--table', 'posts');
  await fillIn(join(folder, 'database', 'migrations'));
  await shell.say(`\nFilled in:\n\n${styleText('dim', indent(await readFile(written, 'utf8')))}`);

  await shell.roost('migrate');
  await shell.roost('migrate:status');

  await shell.say('\nThe types of the rows follow the migrations:');
  await shell.roost('schema:types', '--out', 'src/database.ts');

  await shell.say('\nSecond thoughts? The last batch goes, the six before it stay:');
  await shell.roost('migrate:rollback');
  await shell.roost('migrate:status');

  await shell.say(
    '\nOr everything down and up again, to see that every down() works, and the posts once more:',
  );
  await shell.roost('migrate:reset', '--seed');

  await shell.say(
    '\nProduction is reached with roost migrate --remote, or by wrangler itself on the same migrations as SQL\n' +
      '(one of them reads the posts that there are, so nobody can write it ahead):',
  );
  await shell.roost('migrate:export', '--partial');
  await shell.say(next);
}

async function fillIn(migrations: string): Promise<void> {
  const made = (await readdir(migrations)).find((name) => name.endsWith('_add_pinned_to_posts.ts'));
  if (made === undefined) throw new Error(`roost made no file in ${migrations}.`);
  await copyFile(written, join(migrations, made));
}

function indent(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gm, '  ');
}

const next = `
Now with the real one. In apps/example:
  npx -y pnpm@12 exec roost migrate --seed              make the tables, with a few posts
  npx -y pnpm@12 exec wrangler dev                      serve the blog on http://localhost:8787
  curl http://localhost:8787/posts                      ask it, from a second terminal
  npx -y pnpm@12 exec roost migrate:rollback --pretend  see the SQL of a rollback, run nothing
`.trimEnd();
