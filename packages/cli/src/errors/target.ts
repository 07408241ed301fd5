// Which database is meant.
import { RoostError } from '@roostjs/internal-errors';

export function configNotFound(from: string): RoostError {
  return new RoostError({
    code: 'CONFIG.NOT_FOUND',
    message: `There is no wrangler.json, wrangler.jsonc or wrangler.toml in '${from}' or in a folder above it.`,
    hint: "Run roost inside the Worker's project, or name the configuration with --config <file>.",
    details: { from },
  });
}

export function settingsInvalid(file: string, problem: string): RoostError {
  return new RoostError({
    code: 'CONFIG.INVALID',
    message: `In '${file}', ${problem}.`,
    hint: 'Correct it, for example to { "forbidDestructive": { "environments": ["production"] } }.',
    details: { file },
  });
}

export function rulesNeeded(): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: '--no-d1-rules was given without --file, for a database that goes to D1.',
    hint: 'Leave it out, or name a SQLite file of your own with --file <path>.',
  });
}

export function nothingToCopy(file: string): RoostError {
  return new RoostError({
    code: 'VERIFY.NO_DATABASE',
    message: `There is no database '${file}' to copy for --data.`,
    hint: 'Make it with roost migrate, or leave --data out: then the migrations run on an empty database.',
    details: { file },
  });
}

export function copyFlagAlone(flag: string): RoostError {
  const shown = `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new RoostError({
    code: 'CLI.USAGE',
    message: `${shown} was given without --data, and says which database to copy.`,
    hint: 'Give --data as well, or leave it out: then the migrations run on an empty database.',
  });
}
