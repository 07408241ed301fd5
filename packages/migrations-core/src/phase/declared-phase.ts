// The phase that a migration's file declares, parsed from its text without running it:
//
//     // roost-phase expand: nothing has read the column since 2025
//     -- roost-phase expand: the same in an SQL file
import { marksIn } from '../lint/suppressions.ts';

export type DeclaredPhase = {
  /** As it is written; anything but `expand`, `contract` and `data` is refused. */
  readonly phase: string;
  /** Empty if none is given. */
  readonly reason: string;
};

/** The first one in the text; undefined if there is none. */
export function declaredPhase(text: string): DeclaredPhase | undefined {
  const [first] = marksIn(text, 'roost-phase');
  return first === undefined ? undefined : { phase: first.word, reason: first.reason };
}
