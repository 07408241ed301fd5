// roost init
import type { Context } from '../../context.ts';
import { initUnanswered } from '../../errors.ts';
import { proveBaseline } from '../../init/baseline.ts';
import { lookAtProject } from '../../init/look.ts';
import { propose } from '../../init/proposal.ts';
import { writeProposed } from '../../init/write.ts';
import type { Outcome } from '../../outcome.ts';
import { foundText, initOutcome, proposalText } from '../../output/init.ts';
import { selectionText } from '../../selection.ts';
import { confirms } from '../../terminal.ts';
import type { InitFlags } from './flags.ts';

export async function run(context: Context, flags: InitFlags): Promise<Outcome> {
  const { pretend = false, workflow = false } = flags;
  const found = await lookAtProject(context, flags);
  const selection = selectionText(flags);
  const proposal = await propose(found, { workflow, now: context.now(), selection });
  const { baseline } = proposal;
  if (baseline !== null && found.database !== null)
    await proveBaseline(context, baseline.text, found.database.schema, found.database.ledger);
  if (!flags.json) context.stderr.write(foundText(context, found) + proposalText(context, proposal));
  const isWritten = !pretend && proposal.files.length > 0 && (await isAgreed(context, flags));
  if (isWritten) writeProposed(proposal.files);
  return initOutcome(context, found, proposal, { pretend, isWritten });
}

/** Throws INIT.UNANSWERED if nobody can be asked. */
async function isAgreed({ prompt }: Context, { yes = false, json = false }: InitFlags): Promise<boolean> {
  if (yes) return true;
  if (prompt === null || json) throw initUnanswered();
  return confirms(prompt, 'Write these files?');
}
