// Nobody has agreed to write to a remote database.
import { RoostError, shellWord } from '@roostjs/internal-errors';
import type { RemoteTarget } from '../target.ts';

export function consentMissing(target: RemoteTarget, what: string, needsName: boolean): RoostError {
  return new RoostError({
    code: 'CONSENT.MISSING',
    message: `Nothing was done: consent is needed to ${what}, and there is no terminal to ask on.`,
    hint: needsName
      ? `Look at the plan with --pretend, then give --confirm ${shellWord(target.name)}; --force is not enough.`
      : 'Look at the plan with --pretend, then give --force.',
    details: { database: target.name },
  });
}

export function consentDeclined(target: RemoteTarget, what: string): RoostError {
  return new RoostError({
    code: 'CONSENT.DECLINED',
    message: `Nothing was done: you did not agree to ${what}.`,
    hint: 'Answer y to go on; --pretend shows the SQL.',
    details: { database: target.name },
  });
}

export function nameNotConfirmed(target: RemoteTarget, what: string): RoostError {
  return new RoostError({
    code: 'CONSENT.NAME_WRONG',
    message: `Nothing was done: the name '${target.name}' is needed to ${what}, and another was given.`,
    hint: `Make sure that it is the database you mean, then give its name: --confirm ${shellWord(target.name)}.`,
    details: { database: target.name },
  });
}

export function destructionForbidden(target: RemoteTarget, file: string, command: string): RoostError {
  return new RoostError({
    code: 'CONSENT.FORBIDDEN',
    message: `${command} is forbidden on '${target.name}' by forbidDestructive in '${file}'.`,
    hint: 'It holds whatever the flags. Undo what is wrong by a new migration; --pretend shows what the command would run.',
    details: { database: target.name, file, command },
  });
}
