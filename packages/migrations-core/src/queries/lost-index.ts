// Whether a statement loses an index: compares its plans (https://sqlite.org/eqp.html) on two schemas. Pure.
import type { PlanRow } from '../lint/trace/scans.ts';

export type Plan = readonly PlanRow[];

/** `names`: the tables that lose an index, as the plan names them. `message`: what changes in the plan. */
export type LostIndex = { readonly names: readonly string[]; readonly message: string };

/**
 * A table loses its index if SQLite searched it by one and now reads it as a whole, because that index is gone, or else without another
 * table being searched in its place; or if it was read in the order of an index that is gone, and is sorted now. `indexes`: those of the
 * second schema.
 */
export function lostIndex(before: Plan, after: Plan, indexes: ReadonlySet<string>): LostIndex | null {
  const [were, are] = [accessesIn(before), accessesIn(after)];
  const isWorse = walksIn(are).length > walksIn(were).length;
  const sorts = (plan: Plan): number =>
    plan.filter(({ detail }) => detail.startsWith('USE TEMP B-TREE')).length;
  const sortsMore = sorts(after) > sorts(before);
  const isGone = ({ index }: Access): boolean => index !== null && !indexes.has(index);
  const lost = [...new Set(were.map(({ name }) => name))].flatMap((name) => {
    const of = (accesses: readonly Access[]): readonly Access[] =>
      accesses.filter((access) => access.name === name);
    const searches = of(were).filter(({ kind }) => kind === 'search');
    const [walk] = walksIn(of(are));
    const isWalked = walksIn(of(are)).length > walksIn(of(were)).length;
    const search = searches.find(isGone) ?? (isWorse ? searches[0] : undefined);
    if (walk !== undefined && isWalked && search !== undefined) return { name, from: search, to: walk.text };
    const ordered = sortsMore ? walksIn(of(were)).find(isGone) : undefined;
    if (walk === undefined || ordered === undefined) return [];
    return { name, from: ordered, to: `${walk.text} and a sort` };
  });
  const found = lost.length > 0 || !isWorse ? lost : replaced(were, are);
  if (found.length === 0) return null;
  return {
    names: found.map(({ name }) => name),
    message: found.map(({ name, from, to }) => `${name}: ${from.text} → ${to}`).join('; '),
  };
}

type Lost = { readonly name: string; readonly from: Access; readonly to: string };

/** A table that is not there any more was searched, and another one is read as a whole in its place. */
function replaced(were: readonly Access[], are: readonly Access[]): readonly Lost[] {
  const from = were.find(({ name, kind }) => kind === 'search' && are.every((other) => other.name !== name));
  const to = walksIn(are).find(({ name }) => were.every((other) => other.name !== name));
  return from === undefined || to === undefined
    ? []
    : [{ name: from.name, from, to: `${to.text} of ${to.name}` }];
}

/** How a plan reads a table. `walk`: all of its rows. */
type Access = {
  readonly name: string;
  readonly kind: 'search' | 'walk';
  /** The index that it uses; null if it uses none, or one that SQLite makes for the statement. */
  readonly index: string | null;
  /** The row without the name. */
  readonly text: string;
};

function walksIn(accesses: readonly Access[]): readonly Access[] {
  return accesses.filter(({ kind }) => kind === 'walk');
}

const access = /^(SCAN|SEARCH) (.+?)(?: EXISTS)?(?: USING (.+?))?(?: (?:LEFT|RIGHT|FULL)-JOIN)?$/s;
const withIndex = /^(?:COVERING )?INDEX (.+?)(?: \(.*\))?$/s;

function accessesIn(plan: Plan): readonly Access[] {
  const own = new Set(
    plan.flatMap(({ detail }) => /^(?:MATERIALIZE|CO-ROUTINE) (.+)$/s.exec(detail)?.[1] ?? []),
  );
  return plan.flatMap(({ detail }): readonly Access[] => {
    const [, verb, name = '', using] = access.exec(detail) ?? [];
    // What a module of a virtual table does, and rows that the statement itself makes, are no matter of indexes.
    if (verb === undefined || / VIRTUAL TABLE INDEX /.test(detail) || own.has(name)) return [];
    if (name === 'CONSTANT ROW' || name.endsWith(' CONSTANT ROWS') || name.startsWith('(')) return [];
    const index = using === undefined ? null : (withIndex.exec(using)?.[1] ?? null);
    const isSearch = verb === 'SEARCH' && using !== undefined && !using.startsWith('AUTOMATIC');
    const text = using === undefined ? verb : `${verb} using ${using.replace(/ \(.*\)$/s, '')}`;
    return [{ name, kind: isSearch ? 'search' : 'walk', index, text }];
  });
}
