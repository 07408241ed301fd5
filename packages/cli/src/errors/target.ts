// Which database a command works on.
import { dirname, relative } from 'node:path';
import { RoostError, shellWord } from '@roostjs/internal-errors';
import { quoted } from './wording.ts';

/** `below`: the configurations in folders below, which belong to other projects. */
export function configNotFound(from: string, below: readonly string[]): RoostError {
  const paths = below.map((file) => relative(from, file));
  const shown = paths.length > 8 ? [...paths.slice(0, 7), '…'] : paths;
  const found =
    paths.length === 0
      ? ''
      : `, but ${paths.length === 1 ? 'one' : `${paths.length}`} below it: ${quoted(shown)}`;
  return new RoostError({
    code: 'CONFIG.NOT_FOUND',
    message: `There is no wrangler.json, wrangler.jsonc or wrangler.toml in '${from}' or a folder above it${found}.`,
    hint: hintFor(paths),
    details: { from, below },
  });
}

function hintFor([first]: readonly string[]): string {
  if (first === undefined)
    return "Run roost inside the Worker's project, give the configuration with --config <file>, or set one up with roost init.";
  return `Give the one that you mean, for example --config ${shellWord(first)}, or run roost in its folder: --cwd ${shellWord(dirname(first))}.`;
}

export function settingsInvalid(file: string, problem: string): RoostError {
  return new RoostError({
    code: 'CONFIG.INVALID',
    message: `In '${file}', ${problem}.`,
    hint: 'Fix it, for example: { "path": "migrations", "forbidDestructive": { "environments": ["production"] } }.',
    details: { file },
  });
}

/** `file`: one that wrangler takes for another migration than Roost does, and why. */
export function patternNeeded(file: {
  readonly path: string;
  readonly problem: string;
  readonly remedy: string;
}): RoostError {
  return new RoostError({
    code: 'CONFIG.PATTERN_NEEDED',
    message: `wrangler d1 migrations apply would not do with '${file.path}' what roost does: ${file.problem}.`,
    hint: `So that both do the same, ${file.remedy}; or keep these migrations apart from wrangler's folder.`,
    details: { file: file.path },
  });
}

export function rulesNeeded(): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message:
      '--no-d1-rules was given without --file, and a configured database has to follow the rules of D1.',
    hint: 'Omit it, or give a SQLite file with --file <path>.',
  });
}

export function nothingToCopy(file: string): RoostError {
  return new RoostError({
    code: 'VERIFY.NO_DATABASE',
    message: `There is no database '${file}' to copy for --data.`,
    hint: 'Create it with roost migrate, or omit --data to run the migrations on an empty database.',
    details: { file },
  });
}

export function copyFlagWithoutData(flag: string): RoostError {
  const shown = `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new RoostError({
    code: 'CLI.USAGE',
    message: `${shown} was given without --data, but only selects the database that --data copies.`,
    hint: 'Give --data as well, or omit it to run the migrations on an empty database.',
  });
}
