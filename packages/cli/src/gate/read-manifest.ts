// Reads a manifest that gate:manifest wrote.
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { checkManifest, type SchemaManifest } from '@roostjs/internal-core';
import { manifestMissing, manifestUnreadable } from '../errors.ts';
import { loadModule } from '../migrations-folder/load.ts';
import { readText } from '../migrations-folder/read-text.ts';

/** Throws GATE.MANIFEST_MISSING, GATE.MANIFEST_UNREADABLE and GATE.MANIFEST_INVALID. */
export async function readManifest(path: string): Promise<SchemaManifest> {
  if (!existsSync(path)) throw manifestMissing(path);
  const manifest = (await contentOf(path)) as SchemaManifest;
  checkManifest(manifest);
  return manifest;
}

async function contentOf(path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(readText(path));
    return ((await loadModule(path)) as { readonly default?: unknown }).default;
  } catch (cause) {
    throw manifestUnreadable(path, cause);
  }
}
