// What each rule finds and what it leaves alone: a file of cases for each rule.

import { addColumn } from './add-column.ts';
import { autoincrementReset } from './autoincrement-reset.ts';
import { brokenReference } from './broken-reference.ts';
import type { Case } from './case.ts';
import { columnInUse } from './column-in-use.ts';
import { deleteAll } from './delete-all.ts';
import { dropColumn } from './drop-column.ts';
import { dropParent } from './drop-parent.ts';
import { dropTable } from './drop-table.ts';
import { droppedIndexOrTrigger } from './dropped-index-or-trigger.ts';
import { failingStatement } from './failing-statement.ts';
import { indexName } from './index-name.ts';
import { nonDeterministicSeed } from './non-deterministic-seed.ts';
import { nullKey } from './null-key.ts';
import { quotedText } from './quoted-text.ts';
import { scanPerRow } from './scan-per-row.ts';
import { splitTrigger } from './split-trigger.ts';
import { typeChange } from './type-change.ts';
import { unindexedForeignKey } from './unindexed-foreign-key.ts';
import { unsupportedByD1 } from './unsupported-by-d1.ts';
import { updateAll } from './update-all.ts';
import { virtualTable } from './virtual-table.ts';

export const cases: Readonly<Record<string, readonly Case[]>> = {
  'unsupported-by-d1': unsupportedByD1,
  'failing-statement': failingStatement,
  'drop-parent': dropParent,
  'drop-table': dropTable,
  'drop-column': dropColumn,
  'delete-all': deleteAll,
  'update-all': updateAll,
  'type-change': typeChange,
  'add-column': addColumn,
  'column-in-use': columnInUse,
  'autoincrement-reset': autoincrementReset,
  'broken-reference': brokenReference,
  'dropped-index-or-trigger': droppedIndexOrTrigger,
  'quoted-text': quotedText,
  'virtual-table': virtualTable,
  'split-trigger': splitTrigger,
  'non-deterministic-seed': nonDeterministicSeed,
  'null-key': nullKey,
  'scan-per-row': scanPerRow,
  'unindexed-foreign-key': unindexedForeignKey,
  'index-name': indexName,
};
