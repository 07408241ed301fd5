// Permission to write to a remote database was not given.
import { RoostError, shellWord } from '@roostjs/internal-errors';

export function consentMissing(database: string, what: string, needsName: boolean): RoostError {
  return new RoostError({
    code: 'CONSENT.MISSING',
    message: `Nothing was done: permission is needed to ${what}, and there is no terminal to ask on.`,
    hint: needsName
      ? `Check the plan with --pretend, then give --confirm ${shellWord(database)}; --force is not enough.`
      : 'Check the plan with --pretend, then give --force.',
    details: { database },
  });
}

export function consentDeclined(database: string, what: string): RoostError {
  return new RoostError({
    code: 'CONSENT.DECLINED',
    message: `Cancelled. Nothing was written: you declined to ${what}.`,
    hint: 'Answer y to continue; --pretend shows the SQL.',
    details: { database },
  });
}

export function nameNotConfirmed(database: string, what: string): RoostError {
  return new RoostError({
    code: 'CONSENT.NAME_WRONG',
    message: `Nothing was done: the database name '${database}' is needed to ${what}, and another name was given.`,
    hint: `Check that it is the right database, then give its name: --confirm ${shellWord(database)}.`,
    details: { database },
  });
}

export function destructionForbidden(database: string, file: string, command: string): RoostError {
  return new RoostError({
    code: 'CONSENT.FORBIDDEN',
    message: `${command} is forbidden on '${database}' by forbidDestructive in '${file}'.`,
    hint: 'No flag overrides it. Write a new migration instead; --pretend shows what the command would run.',
    details: { database, file, command },
  });
}
