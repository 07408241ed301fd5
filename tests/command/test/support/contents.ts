// What a folder holds, so that two moments can be compared byte for byte.
import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Path → `folder`, a link's target, or a file's size and SHA-256. */
export type Contents = Readonly<Record<string, string>>;

export async function contentsOf(folder: string): Promise<Contents> {
  const contents: Record<string, string> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) contents[relative(folder, path)] = 'folder';
    else if (entry.isSymbolicLink()) contents[relative(folder, path)] = `link to ${await readlink(path)}`;
    else contents[relative(folder, path)] = digest(await readFile(path));
  }
  return contents;
}

function digest(bytes: Buffer): string {
  return `${bytes.length} bytes, ${createHash('sha256').update(bytes).digest('hex')}`;
}
