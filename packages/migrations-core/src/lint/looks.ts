// What looks for each rule.
import type { Course, Observation } from './course.ts';
import type { RuleName } from './finding.ts';
import type { HoldingsBefore } from './holdings.ts';
import { dropColumn } from './rules/drop-column.ts';
import { dropParent } from './rules/drop-parent.ts';
import { dropTable } from './rules/drop-table.ts';
import { addColumn, fails, notLookedAt, refused, usedColumn } from './rules/failing.ts';
import { indexName, unindexedForeignKey, unrepeatable, virtualTable } from './rules/habits.ts';
import { brokenReference, lostWithTable } from './rules/lasting.ts';
import { quotedTexts } from './rules/quoted-text.ts';
import { deleteAll, updateAll } from './rules/whole-table.ts';

export type Look = (course: Course, holdings: HoldingsBefore) => readonly Observation[];

/** All but `allowance`, which is about a file's comments. */
export const looks: readonly (readonly [rule: RuleName, look: Look])[] = [
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
