// roost completion
import type { AnyCommand } from '../../command.ts';
import { candidatesFor } from '../../completion/candidates.ts';
import { answerText, completionScript, isShell } from '../../completion/shells.ts';
import { wantedAt } from '../../completion/wanted.ts';
import type { Context } from '../../context.ts';
import { shellUnknown } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { CommonFlags } from '../../flags.ts';
import type { Outcome } from '../../outcome.ts';

export function runOf(commands: readonly AnyCommand[]) {
  return async (
    context: Context,
    _flags: CommonFlags,
    shell: string,
    ...words: readonly string[]
  ): Promise<Outcome> => {
    if (!isShell(shell)) throw shellUnknown(shell);
    if (words.length === 0) return documentOf({ shell }, completionScript(shell));
    const candidates = await candidatesFor(context, wantedAt(commands, words));
    return documentOf({ shell, candidates }, answerText(shell, candidates));
  };
}

function documentOf(result: object, text: string): Outcome {
  return { exitCode: exitCodes.done, result, target: undefined, text, form: 'document', summary: '' };
}
