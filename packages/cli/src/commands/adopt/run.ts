// roost migrate:adopt
import { inline } from '@roostjs/internal-errors';
import { type AdoptOptions, type AdoptPlan, proposalOf } from '@roostjs/migrations-core';
import { askApproval, type Change } from '../../consent.ts';
import type { Context } from '../../context.ts';
import { type Outcome, summaryOutcome } from '../../outcome.ts';
import { schemaDiffText } from '../../output/schema-diff.ts';
import { count, nextLead, paint } from '../../output/style.ts';
import { onScratch } from '../../scratch.ts';
import type { Target } from '../../target.ts';
import { withMigrator } from '../with-migrator.ts';
import type { AdoptFlags } from './flags.ts';

export async function run(context: Context, flags: AdoptFlags): Promise<Outcome> {
  return withMigrator(context, flags, async (migrator, target) => {
    const options = optionsOf(context, target, flags);
    const plan = await onScratch(context, (scratch) => migrator.adopt({ ...options, scratch }));
    return summaryOutcome(target, plan, summaryOf(context, plan, flags));
  });
}

function optionsOf(context: Context, target: Target, flags: AdoptFlags): Omit<AdoptOptions, 'scratch'> {
  const { ledgerOf, to, force = false, pretend = false } = flags;
  return {
    ...(ledgerOf === undefined ? {} : { ledgerOf }),
    ...(to === undefined ? {} : { to }),
    force,
    pretend,
    approve: (plan) => askApproval(context, target, changeOf(context, plan), flags),
  };
}

// Nothing in the database can show later whether it was right, so the database's name has to be given.
function changeOf(context: Context, plan: AdoptPlan): Change {
  const what = `mark ${count(plan.migrations.length, 'migration')} as applied`;
  return { what, details: planText(context, plan), naming: 'always' };
}

function planText({ stderr }: Context, { migrations, differences, nearest }: AdoptPlan): string {
  const lines = migrations.map(
    ({ name, batch }) => `  ${paint(stderr, 'green', 'adopt')} ${inline(name)} (batch ${batch})\n`,
  );
  const proposal = nearest === null ? '' : `${nextLead(stderr)}${proposalOf(nearest)}\n`;
  return [...lines, schemaDiffText(stderr, differences), proposal].join('');
}

function summaryOf(context: Context, plan: AdoptPlan, { pretend }: AdoptFlags): string {
  if (plan.migrations.length === 0) return `Nothing to adopt: ${nothingText(plan)}.\n`;
  if (pretend) return `${planText(context, plan)}Dry run: nothing was written.\n`;
  const whose = plan.tool === null ? '' : `, according to the ledger of ${plan.tool}`;
  return `Marked ${count(plan.migrations.length, 'migration')} as applied${whose}; none was run.\n`;
}

function nothingText({ tool, listed }: AdoptPlan): string {
  return tool !== null && listed === 0
    ? `the ledger of ${tool} is empty`
    : 'its migrations are all in the ledger';
}
