// A copy of the application that lives as long as the work in it. `.demo` is in .gitignore.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const app = fileURLToPath(new URL('..', import.meta.url));
const copied = ['wrangler.jsonc', 'src', 'database'];

/** Hands the work a folder of its own, and removes it when the work has ended or failed. */
export async function withThrowAwayCopy(work: (folder: string) => Promise<void>): Promise<void> {
  const parent = join(app, '.demo');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'blog-'));
  try {
    for (const name of copied) await cp(join(app, name), join(folder, name), { recursive: true });
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
