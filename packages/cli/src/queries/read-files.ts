// The queries of files, folders and the standard input.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { Query } from '@roostjs/internal-core';
import { messageOf } from '@roostjs/internal-errors';
import type { Context } from '../context.ts';
import { queriesUnreadable } from '../errors.ts';
import { isSystemError } from '../system-error.ts';
import { queriesInLog } from './read-log.ts';
import { queriesInSql } from './read-sql.ts';

/** What a source holds; `name` is how messages call it. */
export type SourceQueries = { readonly name: string; readonly queries: readonly Query[] };

/** Throws QUERIES.UNREADABLE and QUERIES.LINE_INVALID. */
export async function readQueryFiles(
  context: Pick<Context, 'cwd' | 'stdin'>,
  paths: readonly string[],
): Promise<readonly SourceQueries[]> {
  const sources: SourceQueries[] = [];
  for (const path of paths) {
    if (path === '-') sources.push(sourceOf('standard input', await context.stdin(), ''));
    else sources.push(...filesIn(path).map((file) => readFile(context.cwd, file)));
  }
  return sources;
}

const extensions: ReadonlySet<string> = new Set(['.sql', '.jsonl', '.log']);

/** The file itself, or those below the folder, sorted. */
function filesIn(path: string): readonly string[] {
  return attempt(path, () => {
    if (!statSync(path).isDirectory()) return [path];
    const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => extensions.has(extname(name)))
      .map((name) => join(path, name))
      .filter((file) => statSync(file).isFile());
    if (files.length === 0) throw queriesUnreadable(path, 'the folder has no .sql, .jsonl or .log file');
    return files.toSorted();
  });
}

function readFile(cwd: string, file: string): SourceQueries {
  return sourceOf(
    relative(cwd, file) || file,
    attempt(file, () => readFileSync(file)),
    extname(file),
  );
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw queriesUnreadable(path, cause.code === 'ENOENT' ? 'it does not exist' : messageOf(cause), cause);
  }
}

function sourceOf(name: string, bytes: Uint8Array, extension: string): SourceQueries {
  const text = decoded(name, bytes);
  // Of another name, what it holds says it: no statement begins with a brace.
  const isLog = extensions.has(extension) ? extension !== '.sql' : /^\s*\{/.test(text);
  const queries = isLog ? queriesInLog(name, text) : queriesInSql(text);
  return {
    name,
    queries: queries.map(({ sql, line, calls }) => ({ sql, calls, source: `${name}:${line}` })),
  };
}

function decoded(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw queriesUnreadable(name, 'it is not UTF-8', cause);
  }
}
