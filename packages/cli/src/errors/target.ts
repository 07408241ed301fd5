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
