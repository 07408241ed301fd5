// Clocks that go backwards, and machines whose clocks differ: the order comes from names and ids
import { type Damage, left, shown, sql } from './damage.ts';

const inOrder: Damage['outcomes'] = {
  'migrate:status': shown('a:applied b:applied c:applied d:pending'),
  migrate: left('a1 b1 c1 d2'),
  'migrate:rollback --step 1': left('a1 b1'),
  'migrate:rollback --to b': left('a1 b1'),
  'migrate:reset': left('a1 b1 c1 d1'),
};

export const clocks: readonly Damage[] = [
  {
    title: 'times that fall while ids grow',
    damage: sql("UPDATE migrations SET applied_at = '2026-01-0' || (4 - id) || 'T00:00:00.000Z'"),
    outcomes: inOrder,
  },
  {
    title: 'a last time that is years ahead',
    damage: sql("UPDATE migrations SET applied_at = '2099-01-01T00:00:00.000Z' WHERE id = 1"),
    outcomes: inOrder,
  },
  {
    title: 'one time in all rows',
    damage: sql("UPDATE migrations SET applied_at = '1970-01-01T00:00:00.000Z'"),
    outcomes: inOrder,
  },
  {
    title: 'ids that contradict names, as after a branch merged late',
    damage: sql('UPDATE migrations SET id = 10 - id'),
    outcomes: {
      'migrate:status': shown('a:applied b:applied c:applied d:pending'),
      migrate: left('c1 b1 a1 d2'),
      'migrate:rollback --step 1': left('c1 b1'),
      'migrate:rollback --to b': left('c1 b1'),
      'migrate:reset': left('a1 b1 c1 d1'),
    },
  },
];
