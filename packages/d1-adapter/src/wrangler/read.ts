// Reads a wrangler configuration without wrangler, whose import alone takes more than a second.
import { readFileSync } from 'node:fs';
import { configMissing, configUnreadable } from './errors.ts';
import { parseConfig } from './parse.ts';
import { validateConfig } from './validate.ts';
import type { WranglerConfig } from './wrangler-config.ts';

/** The D1 databases that the file configures. Throws CONFIG.NOT_FOUND, CONFIG.UNREADABLE and CONFIG.INVALID. */
export async function readWranglerConfig(file: string): Promise<WranglerConfig> {
  return validateConfig(file, await parseConfig(file, readText(file)));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw isMissing(cause) ? configMissing(file) : configUnreadable(file, cause);
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
