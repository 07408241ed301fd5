// Which migrations both branches have, which only one of them, and what became of those that both had. Pure.
import type { MigrationEntry } from '../migration/source.ts';
import type { BranchFinding, FileState } from './report.ts';

export type Entries = readonly MigrationEntry[];

/** The migrations of a branch: those of the ancestor that it still has, and the others. */
export type Side = { readonly kept: Entries; readonly added: Entries };

export type Sides = { readonly common: Entries; readonly branch: Side; readonly base: Side };

/** Each in the order of names. */
export type ThreeLists = { readonly ancestor: Entries; readonly branch: Entries; readonly base: Entries };

export function sidesOf({ ancestor, branch, base }: ThreeLists): Sides {
  const own = byName(branch);
  // The branch's own file, where it is the same: what it imports is there.
  const common = ancestor.map((entry) => {
    const mine = own.get(entry.name);
    return mine !== undefined && mine.checksum === entry.checksum ? mine : entry;
  });
  return { common, branch: sideOf(common, branch), base: sideOf(common, base) };
}

/** A renamed file is neither: its statements have run under the name that the ancestor has. */
function sideOf(common: Entries, entries: Entries): Side {
  const names = byName(common);
  const renamed = new Set(renamesIn(common, entries).values());
  return {
    kept: entries.filter(({ name }) => names.has(name)),
    added: entries.filter(({ name }) => !names.has(name) && !renamed.has(name)),
  };
}

/** The ancestor's name → the name that a file with the same text has now. */
function renamesIn(common: Entries, entries: Entries): ReadonlyMap<string, string> {
  const [before, now] = [byName(common), byName(entries)];
  const free = entries.filter(({ name }) => !before.has(name));
  return new Map(
    common
      .filter(({ name }) => !now.has(name))
      .flatMap(({ name, checksum }) => {
        const same = free.find((entry) => entry.checksum === checksum);
        return same === undefined ? [] : [[name, same.name] as const];
      }),
  );
}

/** `replaced`: names whose files may be gone, because a squashed migration replaces them. */
export function changedFiles(
  { common }: Sides,
  { branch, base }: Pick<ThreeLists, 'branch' | 'base'>,
  replaced: ReadonlySet<string>,
): readonly BranchFinding[] {
  const [stateOnBranch, stateOnBase] = [statesOn(common, branch), statesOn(common, base)];
  const changed = common.flatMap(({ name, checksum }): readonly BranchFinding[] => {
    const states = [stateOnBranch(name, checksum), stateOnBase(name, checksum)] as const;
    const isChanged = states.some(
      (state) => state !== 'same' && !(state === 'deleted' && replaced.has(name)),
    );
    return isChanged ? [{ kind: 'changed', migration: name, branch: states[0], base: states[1] }] : [];
  });
  const [known, others] = [byName(common), byName(base)];
  const addedTwice = branch.filter(({ name, checksum }) => {
    const other = others.get(name);
    return !known.has(name) && other !== undefined && other.checksum !== checksum;
  });
  return [
    ...changed,
    ...addedTwice.map(
      ({ name }) => ({ kind: 'changed', migration: name, branch: 'added', base: 'added' }) as const,
    ),
  ];
}

function statesOn(
  common: Entries,
  entries: Entries,
): (name: string, checksum: string | undefined) => FileState {
  const [now, renames] = [byName(entries), renamesIn(common, entries)];
  return (name, checksum) => {
    const entry = now.get(name);
    if (entry !== undefined) return entry.checksum === checksum ? 'same' : 'edited';
    return renames.has(name) ? 'renamed' : 'deleted';
  };
}

function byName(entries: Entries): ReadonlyMap<string, MigrationEntry> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** The first migrations that each branch has added. */
export function firstOf({ common, branch, base }: Sides, ofBranch: number, ofBase: number): Sides {
  return {
    common,
    branch: { ...branch, added: branch.added.slice(0, ofBranch) },
    base: { ...base, added: base.added.slice(0, ofBase) },
  };
}

/** The files of one branch. */
export function filesOf({ kept, added }: Side): Entries {
  return [...kept, ...added];
}

/** The files after a merge: what either has deleted is gone, and of two of one name there is the branch's. */
export function mergedFiles({ branch, base }: Sides): Entries {
  const [own, onBase] = [byName(branch.added), byName(base.kept)];
  return [
    ...branch.kept.filter(({ name }) => onBase.has(name)),
    ...branch.added,
    ...base.added.filter(({ name }) => !own.has(name)),
  ];
}
