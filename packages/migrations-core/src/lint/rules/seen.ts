// Describes a loss that was found by running the migration, in the words of the rule that it belongs to.

import type { RuleName } from '../finding.ts';
import type { SeenLoss } from '../trace/seen-loss.ts';
import type { Observation, Step } from '../trace/trace.ts';
import { rebuildTableIn } from './rebuild-offer.ts';
import { listed } from './wording.ts';

export function ruleOfLoss({ cause, columns }: SeenLoss, { form }: Step): RuleName {
  if (cause === 'type') return 'type-change';
  if (cause === 'reference') return 'drop-parent';
  if (cause === 'trigger') return columns === null ? 'delete-all' : 'update-all';
  if (form.kind === 'drop') return columns === null ? 'drop-table' : 'drop-column';
  if (form.kind === 'drop-column') return 'drop-column';
  if (form.kind === 'delete') return columns === null ? 'delete-all' : 'drop-column';
  return columns === null && form.kind === 'other' ? 'delete-all' : 'update-all';
}

export function observationOf(loss: SeenLoss, step: Step): Observation {
  const rule = ruleOfLoss(loss, step);
  const { table, columns, cause } = loss;
  const what = columns === null ? `the rows of '${table}'` : `${listed(columns)} of '${table}'`;
  return {
    step,
    ...(cause === 'trigger' && columns !== null ? { severity: 'warning' as const } : {}),
    message: `${subjectOf(step)} ${predicateOf(loss)}.`,
    suggestion: (setting) =>
      cause === 'type'
        ? `// ${rebuildTableIn(setting)}, stops if a value would change; or convert it yourself: CAST(… AS …)\n// or roost-allow ${rule}: (why no value of ${what} changes)`
        : `// roost-allow ${rule}: (why nobody needs ${what})\n// or keep them: copy them to another table first`,
  };
}

function subjectOf({ form, statement }: Step): string {
  if (form.kind === 'drop') return `Dropping '${form.name}'`;
  if (form.kind === 'drop-column') return `Dropping the column '${form.column}' of '${form.table}'`;
  const verb = form.kind === 'other' ? statement.verb : form.kind;
  return `This ${verb.toUpperCase()}`;
}

function predicateOf({ table, columns, isWhole, cause }: SeenLoss): string {
  if (columns === null) {
    const rows = `${isWhole ? 'every row' : 'rows'} of '${table}'`;
    if (cause === 'reference') return `deletes ${rows} through a foreign key`;
    return cause === 'trigger' ? `deletes ${rows} through a trigger` : `loses ${rows}`;
  }
  const values = `the values of ${listed(columns)} in ${isWhole ? 'every row' : 'rows'} of '${table}'`;
  if (cause === 'type')
    return `changes values of ${listed(columns)} in '${table}' through the new type: leading zeros and excess digits are lost`;
  if (cause === 'reference') return `loses ${values} through a foreign key`;
  return cause === 'trigger' ? `overwrites ${values} through a trigger` : `loses ${values}`;
}
