// Findings of which one is enough: the first of them names the others. Pure.
import type { LintFinding } from './finding.ts';
import type { Observation } from './trace/trace.ts';

/** `once`: undefined for a finding that stands by itself. */
export type RepeatableFinding = { readonly finding: LintFinding; readonly once: Observation['once'] };

const shown = 5;

export function saidOnce(findings: readonly RepeatableFinding[]): readonly LintFinding[] {
  const groups = Map.groupBy(findings, (one) => groupOf(one) ?? one);
  return findings.flatMap((one): readonly LintFinding[] => {
    const group = groups.get(groupOf(one) ?? one) ?? [];
    return group[0] === one ? [withOthers(one.finding, group)] : [];
  });
}

/** null for a finding of its own. What is allowed stays in its file, whose comment it is about. */
function groupOf({ finding, once }: RepeatableFinding): string | null {
  if (once === undefined) return null;
  const { rule, severity, allowed, migration, direction } = finding;
  const isOfFolder = once.per === 'folder' && allowed === null;
  return JSON.stringify([rule, severity, allowed, ...(isOfFolder ? [] : [migration, direction])]);
}

function withOthers(first: LintFinding, group: readonly RepeatableFinding[]): LintFinding {
  const names = [...new Set(group.flatMap(({ once }) => once?.subject ?? []))].slice(1);
  if (names.length === 0) return first;
  const rest = names.length > shown ? ` and ${names.length - shown} more` : '';
  const isOfOneFile = group.every(({ once }) => once?.per === 'migration');
  const suggestions = isOfOneFile ? group.map(({ finding }) => finding.suggestion) : [first.suggestion];
  return {
    ...first,
    message: `${first.message} The same holds for ${names.slice(0, shown).join(', ')}${rest}.`,
    suggestion: [...new Set(suggestions)].join('\n'),
  };
}
