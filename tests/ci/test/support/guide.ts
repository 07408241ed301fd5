// The files that the guide "Roost in CI" shows.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from './repository.ts';

export async function blockOf(file: string): Promise<string> {
  const page = await readFile(join(repository, 'docs/guides/ci.md'), 'utf8');
  const text = page.split(`file=${file}\n`)[1]?.split('\n```\n')[0];
  if (text === undefined) throw new Error(`docs/guides/ci.md has no ${file}`);
  return `${text}\n`;
}
