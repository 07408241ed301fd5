// What looks for each rule.

import type { RuleName } from '../finding.ts';
import type { ContentsBefore } from '../trace/data-flow.ts';
import type { MigrationTrace, Observation } from '../trace/trace.ts';
import { deleteAll, updateAll } from './all-rows.ts';
import { indexName, unindexedForeignKey, unrepeatable, virtualTable } from './best-practices.ts';
import { dropColumn } from './drop-column.ts';
import { dropParent } from './drop-parent.ts';
import { dropTable } from './drop-table.ts';
import { addColumn, fails, notLookedAt, refused, usedColumn } from './failures.ts';
import { brokenReference, lostWithTable } from './left-behind.ts';
import { quotedTexts } from './quoted-text.ts';

export type RuleCheck = (course: MigrationTrace, tables: ContentsBefore) => readonly Observation[];

/** All but `allowance`, which is about a file's comments. */
export const ruleChecks: readonly (readonly [rule: RuleName, look: RuleCheck])[] = [
  ['refused', refused],
  ['fails', fails],
  ['drop-parent', dropParent],
  ['drop-table', dropTable],
  ['drop-column', dropColumn],
  ['delete-all', deleteAll],
  ['update-all', updateAll],
  ['quoted-text', quotedTexts],
  ['add-column', addColumn],
  ['used-column', usedColumn],
  ['broken-reference', brokenReference],
  ['lost-with-table', lostWithTable],
  ['virtual-table', virtualTable],
  ['unrepeatable', unrepeatable],
  ['not-looked-at', notLookedAt],
  ['unindexed-foreign-key', unindexedForeignKey],
  ['index-name', indexName],
];
