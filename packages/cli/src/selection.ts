// The flags that say which database, as they are repeated in a command that is proposed.
import { shellWord } from '@roostjs/internal-errors';
import type { TargetFlags } from './flags.ts';

/** Each flag with a space before it; empty if none is given. */
export function selectionText({
  config,
  env,
  database,
  persistTo,
  file,
  remote,
  preview,
}: TargetFlags): string {
  const given = { config, env, database, 'persist-to': persistTo, file };
  const words = Object.entries(given).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, shellWord(value)],
  );
  const place = preview ? ['--preview'] : remote ? ['--remote'] : [];
  return [...words, ...place].map((word) => ` ${word}`).join('');
}
