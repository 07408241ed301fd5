// Nobody has agreed to write to a remote database.
import { RoostError, shellWord } from '@roostjs/internal-errors';

export function consentMissing(database: string, what: string, needsName: boolean): RoostError {
  return new RoostError({
    code: 'CONSENT.MISSING',
    message: `Nothing was done: consent is needed to ${what}, and there is no terminal to ask on.`,
    hint: needsName
      ? `Look at the plan with --pretend, then give --confirm ${shellWord(database)}; --force is not enough.`
      : 'Look at the plan with --pretend, then give --force.',
    details: { database },
  });
}

export function consentDeclined(database: string, what: string): RoostError {
  return new RoostError({
    code: 'CONSENT.DECLINED',
    message: `Nothing was done: you did not agree to ${what}.`,
    hint: 'Answer y to go on; --pretend shows the SQL.',
    details: { database },
  });
}

export function nameNotConfirmed(database: string, what: string): RoostError {
  return new RoostError({
    code: 'CONSENT.NAME_WRONG',
    message: `Nothing was done: the name '${database}' is needed to ${what}, and another was given.`,
    hint: `Make sure that it is the database you mean, then give its name: --confirm ${shellWord(database)}.`,
    details: { database },
  });
}

export function destructionForbidden(database: string, file: string, command: string): RoostError {
  return new RoostError({
    code: 'CONSENT.FORBIDDEN',
    message: `${command} is forbidden on '${database}' by forbidDestructive in '${file}'.`,
    hint: 'It holds whatever the flags. Undo what is wrong by a new migration; --pretend shows what the command would run.',
    details: { database, file, command },
  });
}
