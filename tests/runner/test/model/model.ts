// What the runner promises, as a model: files, ledger and schema as plain data, and each command as the commits that it
// consists of. It knows nothing of SQL and of the runner.

/** `keeps` has no down(). Whichever it is, up() makes the table of the migration's name. */
export type Version = 'first' | 'second' | 'keeps';

type Row = { readonly name: string; readonly batch: number; readonly version: Version };

export type World = {
  readonly files: ReadonlyMap<string, Version>;
  /** In order of application. */
  readonly rows: readonly Row[];
  /** Tables of migrations, and the view that somebody makes by hand. */
  readonly objects: ReadonlySet<string>;
  /** The objects as the last commit has left them. */
  readonly left: ReadonlySet<string>;
  readonly hasLedger: boolean;
};

export const emptyWorld: World = {
  files: new Map(),
  rows: [],
  objects: new Set(),
  left: new Set(),
  hasLedger: false,
};

export const handmade = 'handmade';

/** What a command comes to: its commits one after the other, or a refusal before the first. */
export type Course =
  | { readonly kind: 'commits'; readonly worlds: readonly World[] }
  | { readonly kind: 'refused'; readonly code: string };

export type Command =
  | { readonly kind: 'migrate'; readonly step: boolean; readonly to: number | undefined }
  | { readonly kind: 'rollback'; readonly step: number | undefined }
  | { readonly kind: 'reset' }
  | { readonly kind: 'refresh'; readonly step: number }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'repair' };

export type Change =
  | { readonly kind: 'write'; readonly name: string; readonly version: Version }
  | { readonly kind: 'delete'; readonly name: string }
  | { readonly kind: 'by-hand' };

export function changed(world: World, change: Change): World {
  switch (change.kind) {
    case 'write':
      return { ...world, files: new Map([...world.files, [change.name, change.version]]) };
    case 'delete':
      return { ...world, files: new Map([...world.files].filter(([name]) => name !== change.name)) };
    case 'by-hand':
      return { ...world, objects: toggled(world.objects, handmade) };
  }
}

export function courseOf(world: World, command: Command): Course {
  switch (command.kind) {
    case 'migrate':
      return migrate(world, command.step, command.to);
    case 'rollback':
      return rollBack(world, rowsToUndo(world, command.step));
    case 'reset':
      return again(world, world.rows.length);
    case 'refresh':
      return again(world, command.step);
    case 'fresh':
      return fresh(world);
    case 'repair':
      return isRepairable(world) ? commits([left(recorded(world))]) : commits([]);
  }
}

export type Shown = {
  readonly states: readonly (readonly [name: string, state: string, batch: number | null])[];
  readonly schema: 'as-left' | 'drifted' | 'unknown';
};

export function shownBy(world: World): Shown {
  const names = [...new Set([...world.files.keys(), ...world.rows.map(({ name }) => name)])].sort();
  return { states: names.map((name) => stateOf(world, name)), schema: schemaOf(world) };
}

function stateOf({ files, rows }: World, name: string): Shown['states'][number] {
  const row = rows.find((other) => other.name === name);
  if (row === undefined) return [name, 'pending', null];
  const version = files.get(name);
  const state = version === undefined ? 'missing' : version === row.version ? 'applied' : 'changed';
  return [name, state, row.batch];
}

function schemaOf({ rows, objects, left: known }: World): Shown['schema'] {
  if (rows.length === 0) return 'unknown';
  return isSame(objects, known) ? 'as-left' : 'drifted';
}

function migrate(world: World, step: boolean, to: number | undefined): Course {
  const applied = new Set(world.rows.map(({ name }) => name));
  const pending = [...world.files.keys()].filter((name) => !applied.has(name)).sort();
  const taken = to === undefined ? pending : pending.filter((name) => name <= nameOf(to));
  if (to !== undefined && !world.files.has(nameOf(to)) && !applied.has(nameOf(to))) {
    return { kind: 'refused', code: 'MIGRATION.NOT_FOUND' };
  }
  const batch = nextBatch(world.rows);
  return commits(steps(world, taken, (now, name, index) => applyTo(now, name, step ? batch + index : batch)));
}

function rowsToUndo({ rows }: World, step: number | undefined): readonly Row[] {
  const newestFirst = [...rows].reverse();
  if (step !== undefined) return newestFirst.slice(0, step);
  const highest = Math.max(0, ...rows.map(({ batch }) => batch));
  return newestFirst.filter(({ batch }) => batch === highest);
}

function rollBack(world: World, rows: readonly Row[]): Course {
  const code = obstacleTo(world, rows);
  if (code !== undefined) return { kind: 'refused', code };
  return commits(
    steps(
      world,
      rows.map(({ name }) => name),
      undo,
    ),
  );
}

// The stored down() is that of the version that was applied, or recorded since; if there is none, that of the file.
function obstacleTo({ files }: World, rows: readonly Row[]): string | undefined {
  const gone = rows.filter(({ name }) => !files.has(name));
  if (gone.some(({ version }) => version === 'keeps')) return 'MIGRATION.MISSING';
  const isKept = ({ name, version }: Row): boolean => version === 'keeps' && files.get(name) === 'keeps';
  return rows.some(isKept) ? 'MIGRATION.IRREVERSIBLE' : undefined;
}

function again(world: World, count: number): Course {
  const down = rollBack(world, rowsToUndo(world, count));
  if (down.kind === 'refused') return down;
  const then = migrate(down.worlds.at(-1) ?? world, false, undefined);
  return then.kind === 'refused' ? then : commits([...down.worlds, ...then.worlds]);
}

function fresh(world: World): Course {
  const files = [...world.files.keys()].sort();
  if (files.length === 0 && world.rows.length === 0 && world.objects.size === 0) return commits([]);
  const wiped = left({ ...world, rows: [], objects: new Set() });
  // The ledger is created before the wipe, so that the outcome of the wipe can be determined.
  const before = world.hasLedger ? [] : [{ ...world, hasLedger: true }];
  return commits([...before, wiped, ...steps(wiped, files, (now, name) => applyTo(now, name, 1))]);
}

function isRepairable(world: World): boolean {
  const { states, schema } = shownBy(world);
  return schema === 'drifted' || states.some(([, state]) => state === 'changed');
}

function recorded(world: World): World {
  const rows = world.rows.map((row) => ({ ...row, version: world.files.get(row.name) ?? row.version }));
  return { ...world, rows };
}

function applyTo(world: World, name: string, batch: number): World {
  const version = world.files.get(name);
  if (version === undefined) throw new Error(`The model applies '${name}', which has no file.`);
  const objects = new Set([...world.objects, name]);
  return left({ ...world, rows: [...world.rows, { name, batch, version }], objects });
}

function undo(world: World, name: string): World {
  const objects = new Set([...world.objects].filter((object) => object !== name));
  return left({ ...world, rows: world.rows.filter((row) => row.name !== name), objects });
}

function steps(
  world: World,
  names: readonly string[],
  take: (now: World, name: string, index: number) => World,
): readonly World[] {
  let now = world;
  return names.map((name, index) => {
    now = take(now, name, index);
    return now;
  });
}

function commits(worlds: readonly World[]): Course {
  return { kind: 'commits', worlds };
}

function left(world: World): World {
  return { ...world, left: world.objects, hasLedger: true };
}

function nextBatch(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(({ batch }) => batch)) + 1;
}

/** `1_t` … `9_t`. */
export function nameOf(number: number): string {
  return `${number}_t`;
}

function toggled(objects: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return objects.has(name)
    ? new Set([...objects].filter((other) => other !== name))
    : new Set([...objects, name]);
}

function isSame(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((name) => right.has(name));
}
