// The check of each rule.

import type { RuleName } from '../finding.ts';
import type { ContentsBefore } from '../trace/data-flow.ts';
import type { MigrationTrace, Observation } from '../trace/trace.ts';
import { deleteAll, updateAll } from './all-rows.ts';
import { autoincrementReset } from './autoincrement-reset.ts';
import { nonDeterministicSeed, virtualTable } from './best-practices.ts';
import { dropColumn } from './drop-column.ts';
import { dropParent } from './drop-parent.ts';
import { dropTable } from './drop-table.ts';
import { addColumn, columnInUse, failingStatement, notLinted, unsupportedByD1 } from './failures.ts';
import { indexName } from './index-name.ts';
import { brokenReference, droppedWithTable } from './left-behind.ts';
import { nullKey } from './null-key.ts';
import { quotedTexts } from './quoted-text.ts';
import { scanPerRow } from './scan-per-row.ts';
import { splitTrigger } from './split-trigger.ts';
import { unindexedForeignKey } from './unindexed-foreign-key.ts';

/** `isFile`: whether wrangler applies the migration's own file. */
export type RuleCheck = (
  trace: MigrationTrace,
  tables: ContentsBefore,
  isFile: boolean,
) => readonly Observation[];

/** All rules except `unused-suppression`, which is about a file's comments. */
export const ruleChecks: readonly (readonly [rule: RuleName, check: RuleCheck])[] = [
  ['unsupported-by-d1', unsupportedByD1],
  ['failing-statement', failingStatement],
  ['drop-parent', dropParent],
  ['drop-table', dropTable],
  ['drop-column', dropColumn],
  ['delete-all', deleteAll],
  ['update-all', updateAll],
  ['quoted-text', quotedTexts],
  ['add-column', addColumn],
  ['column-in-use', columnInUse],
  ['broken-reference', brokenReference],
  ['dropped-index-or-trigger', droppedWithTable],
  ['autoincrement-reset', autoincrementReset],
  ['virtual-table', virtualTable],
  ['split-trigger', (trace, _, isFile) => splitTrigger(trace, isFile)],
  ['non-deterministic-seed', nonDeterministicSeed],
  ['null-key', nullKey],
  ['not-linted', notLinted],
  ['scan-per-row', scanPerRow],
  ['unindexed-foreign-key', unindexedForeignKey],
  ['index-name', indexName],
];
