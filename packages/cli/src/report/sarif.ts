// The findings of lint as SARIF 2.1.0, which code scanning reads:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import { createHash } from 'node:crypto';
import { comparableSql } from '@roostjs/internal-sql';
import { allowedByFlag, type LintRule, lintRules } from '@roostjs/migrations-core';
import { suppressionText } from '../output/lint.ts';
import type { Review, ReviewedFinding } from './review.ts';
import { ruleTitles } from './rule-titles.ts';

/** The same bytes for the same findings. Ends with a line end. */
export function sarifOf({ findings }: Review): string {
  const seen = new Map<string, number>();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'roost', rules: lintRules.map(ruleOf) } },
        // Uploads of other tools for the same commit do not replace these results.
        automationDetails: { id: 'roost/report/' },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, seen)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levels = { error: 'error', loss: 'error', warning: 'warning', advice: 'note' } as const;

function ruleOf({ name, severity, reason }: LintRule): object {
  return {
    id: name,
    shortDescription: { text: ruleTitles[name] },
    fullDescription: { text: reason },
    help: {
      text: `${ruleTitles[name]} ${reason} If it is intended, write in the file: roost-allow ${name}: <reason>`,
      markdown: `${ruleTitles[name]}\n\n${reason}\n\nIf it is intended, write in the file: \`roost-allow ${name}: <reason>\``,
    },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['migrations', severity] },
  };
}

function resultOf(finding: ReviewedFinding, seen: Map<string, number>): object {
  const { rule, severity, message, reason, suggestion, allowed, statement, direction } = finding;
  const place = statement === null ? '' : ` (${direction}(), statement ${statement.number})`;
  return {
    ruleId: rule,
    ruleIndex: lintRules.findIndex(({ name }) => name === rule),
    level: levels[severity],
    message: { text: `${message}${place}\n${reason}${suggestion === '' ? '' : `\n\n${suggestion}`}` },
    locations: locationsOf(finding),
    partialFingerprints: { 'roostFinding/v1': fingerprintOf(finding, seen) },
    ...(allowed === null
      ? {}
      : {
          suppressions: [
            {
              kind: allowed === allowedByFlag ? 'external' : 'inSource',
              status: 'accepted',
              justification: suppressionText(allowed),
            },
          ],
        }),
  };
}

function locationsOf({ file, line, migration }: ReviewedFinding): readonly object[] {
  const logicalLocations = [{ name: migration, kind: 'module' }];
  if (file === null) return [{ logicalLocations }];
  const uri = file.split('/').map(encodeURIComponent).join('/');
  // Code scanning shows only results that have a line.
  const region = { startLine: line ?? 1 };
  return [
    { physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region }, logicalLocations },
  ];
}

/** The same wherever the statement is in its file and however it is written; another one for the next equal finding. */
function fingerprintOf(
  { rule, migration, direction, statement, message }: ReviewedFinding,
  seen: Map<string, number>,
): string {
  const parts = JSON.stringify([rule, migration, direction, comparableSql(statement?.sql ?? ''), message]);
  const number = (seen.get(parts) ?? 0) + 1;
  seen.set(parts, number);
  return createHash('sha256').update(`${parts}${number}`).digest('hex').slice(0, 32);
}
