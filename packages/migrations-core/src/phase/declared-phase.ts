// The phase that a migration's file declares, parsed from its text without running it:
//
//     // roost-phase expand: nothing has read the column since 2025
//     -- roost-phase expand: the same in an SQL file

export type DeclaredPhase = {
  /** As it is written; anything but `expand`, `contract` and `data` is refused. */
  readonly phase: string;
  /** Empty if none is given. */
  readonly reason: string;
};

const comment = /(?:^|\s)(?:\/\/|--)[ \t]*roost-phase\b[ \t]*([^\s:]*)[ \t]*:?[ \t]*(.*)$/m;

/** The first one in the text; undefined if there is none. */
export function declaredPhase(text: string): DeclaredPhase | undefined {
  const [, phase, reason = ''] = comment.exec(text) ?? [];
  return phase === undefined ? undefined : { phase, reason: reason.trim() };
}
