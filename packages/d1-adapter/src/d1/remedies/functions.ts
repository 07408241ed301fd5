// What to call instead of functions that other databases have.

import { creationOf } from '@roostjs/internal-sql';
import type { Remedy } from './remedy.ts';

const instead: Readonly<Record<string, string>> = {
  now: "datetime('now')",
  getdate: "datetime('now')",
  sysdate: "datetime('now')",
  curdate: "date('now')",
  curtime: "time('now')",
  unix_timestamp: 'unixepoch()',
  from_unixtime: "datetime(value, 'unixepoch')",
  date_format: 'strftime(format, value)',
  to_char: 'strftime(format, value)',
  str_to_date: 'datetime(value)',
  to_timestamp: "datetime(value, 'unixepoch')",
  rand: 'random()',
  newid: 'lower(hex(randomblob(16)))',
  uuid: 'lower(hex(randomblob(16)))',
  gen_random_uuid: 'lower(hex(randomblob(16)))',
  uuid_generate_v4: 'lower(hex(randomblob(16)))',
  greatest: 'max(a, b)',
  least: 'min(a, b)',
  isnull: 'ifnull(value, other)',
  nvl: 'ifnull(value, other)',
  if: 'iif(condition, value, other)',
  left: 'substr(text, 1, length)',
  right: 'substr(text, -length)',
  char_length: 'length(text)',
  len: 'length(text)',
  locate: 'instr(text, part)',
  position: 'instr(text, part)',
  strpos: 'instr(text, part)',
  array_agg: 'json_group_array(value)',
  json_agg: 'json_group_array(value)',
  jsonb_agg: 'json_group_array(value)',
  json_build_object: 'json_object(name, value)',
  jsonb_build_object: 'json_object(name, value)',
  power: 'value * value',
  ceiling: 'ceil(value)',
  log10: 'log(value)',
};

export const functionRemedies: readonly Remedy[] = [
  [
    /^(?:no such function|not authorized to use function): (.+)$/,
    ({ statement }, [, name = '']) => {
      if (creationOf(statement)?.kind === 'index')
        return 'name the column alone: SQLite indexes its whole value';
      const key = name.toLowerCase();
      return Object.hasOwn(instead, key)
        ? `write ${instead[key]}`
        : 'compute the value in JavaScript, and bind it';
    },
  ],
];
