// A change to a table as its author writes it down, and the CREATE TABLE text that it leads to. Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import { aBoolean, aList, aRecord, aTextOrNull, checkOptions, type OptionSpecs } from '../options.ts';
import {
  mentionedColumns,
  withColumnConstraint,
  withColumnName,
  withNewColumn,
  withNewConstraint,
  withOptions,
  withoutColumn,
  withoutConstraint,
  withType,
} from './definition-edits.ts';
import { changeInvalid, columnUnknown } from './errors.ts';
import { lookUp } from './lookup.ts';
import type { Constraint } from './parse-constraint.ts';
import { type ColumnDefinition, readTableDefinition, type TableDefinition } from './parse-table.ts';
import { sameTokens } from './same-tokens.ts';

/** What becomes of one column. What is not given stays as it is; `null` takes away. All texts are SQL. */
export type ColumnChange = {
  /** As it stands in a definition, `VARCHAR (40)`. */
  readonly type?: string | null;
  readonly notNull?: boolean;
  readonly unique?: boolean;
  /** `0`, `'draft'`, `(datetime('now'))`. */
  readonly default?: string | null;
  /** The expression, in place of every CHECK that the column has of its own. */
  readonly check?: string | null;
  readonly collate?: string | null;
  /** What stands behind REFERENCES: `users (id) ON DELETE CASCADE`. */
  readonly references?: string | null;
};

export type TableChange = {
  /** By the column's name in the new table. */
  readonly columns?: Readonly<Record<string, ColumnChange>>;
  /** New columns, at the end: by name, what stands behind it in a definition. */
  readonly add?: Readonly<Record<string, string>>;
  /** Constraints of the table: `CHECK (a < b)`, `FOREIGN KEY (a) REFERENCES b (c)`. */
  readonly addConstraints?: readonly string[];
  /** By their name, or as they stand in the definition. */
  readonly dropConstraints?: readonly string[];
  readonly strict?: boolean;
  readonly withoutRowid?: boolean;
};

const takenOfColumn: OptionSpecs<ColumnChange> = {
  type: aTextOrNull,
  notNull: aBoolean,
  unique: aBoolean,
  default: aTextOrNull,
  check: aTextOrNull,
  collate: aTextOrNull,
  references: aTextOrNull,
};

const taken: OptionSpecs<TableChange> = {
  columns: aRecord,
  add: aRecord,
  addConstraints: aList,
  dropConstraints: aList,
  strict: aBoolean,
  withoutRowid: aBoolean,
};

/** What becomes of the columns as a whole, for a changed and for a new definition alike. */
export type ColumnMoves = {
  /** From the old name to the new one. */
  readonly rename: Readonly<Record<string, string>>;
  readonly drop: readonly string[];
};

/** The changed definition. Throws REBUILD.CHANGE_INVALID, OPTION.INVALID, and REBUILD.UNREADABLE where a given text is no part of a definition. */
export function changedDefinition(
  current: TableDefinition,
  { rename, drop }: ColumnMoves,
  change: TableChange,
): TableDefinition {
  checkOptions('a change', change, taken);
  for (const [name, column] of Object.entries(change.columns ?? {}))
    checkOptions(`the change of '${name}'`, column, takenOfColumn);
  const draft = new Draft(current);
  for (const text of change.dropConstraints ?? []) draft.dropConstraint(text);
  for (const name of drop) draft.dropColumn(name, isReplacedBy(change.columns ?? {}, rename));
  draft.renameColumns(rename);
  for (const [name, column] of Object.entries(change.columns ?? {})) draft.changeColumn(name, column);
  for (const [name, rest] of Object.entries(change.add ?? {})) draft.addColumn(name, rest);
  for (const text of change.addConstraints ?? []) draft.addConstraint(text);
  draft.setOptions(change);
  return draft.definition;
}

// Each change is made to the text and read again, so that no change has to know of another.
class Draft {
  definition: TableDefinition;

  constructor(definition: TableDefinition) {
    this.definition = definition;
  }

  dropConstraint(text: string): void {
    const found = this.definition.constraints.find(
      ({ name, start, end }) =>
        (name !== undefined && isSameName(name.name, text)) ||
        sameTokens(this.definition.sql.slice(start, end), text),
    );
    if (found === undefined) throw changeInvalid(this.#table, `it has no table constraint '${text}'`);
    this.#become(withoutConstraint(this.definition, found), { constraints: -1 });
  }

  /** What a change to another column replaces may name the one that goes. */
  dropColumn(name: string, isReplaced: (column: ColumnDefinition, constraint: Constraint) => boolean): void {
    const column = this.#column(name);
    const others = [
      ...this.definition.columns
        .filter((other) => other !== column)
        .flatMap((other) => other.constraints.filter((constraint) => !isReplaced(other, constraint))),
      ...this.definition.constraints,
    ];
    const user = others.find((constraint) =>
      mentionedColumns(this.definition, [constraint]).some((mentioned) => isSameName(mentioned.name, name)),
    );
    if (user !== undefined) throw changeInvalid(this.#table, `'${name}' is used by its ${this.#shown(user)}`);
    if (this.definition.columns.length === 1)
      throw changeInvalid(this.#table, `'${name}' is its only column`);
    this.#become(withoutColumn(this.definition, column), { columns: -1 });
  }

  // By way of names that nobody has, so that two columns can change places.
  renameColumns(rename: Readonly<Record<string, string>>): void {
    const entries = Object.entries(rename);
    const passing = entries.map((_, index) => this.#freeName(index));
    for (const [index, [from]] of entries.entries()) {
      this.#column(from);
      this.#become(withColumnName(this.definition, from, passing[index] ?? from));
    }
    for (const [index, [, to]] of entries.entries()) {
      if (this.#find(to) !== undefined) throw changeInvalid(this.#table, `it would have two columns '${to}'`);
      this.#become(withColumnName(this.definition, passing[index] ?? to, to));
    }
  }

  changeColumn(name: string, change: ColumnChange): void {
    const { type, notNull, unique, collate, references, check } = change;
    if (unique === false) this.#expectNoneOfTable(name, 'unique');
    if (references !== undefined) this.#expectNoneOfTable(name, 'foreign key');
    if (type !== undefined) this.#retype(name, type ?? '');
    if (notNull !== undefined)
      this.#constrain(name, notNull ? ['null', 'not null'] : ['not null'], notNull ? 'NOT NULL' : null);
    if (unique !== undefined) this.#constrain(name, ['unique'], unique ? 'UNIQUE' : null);
    if (change.default !== undefined) this.#constrain(name, ['default'], prefixed('DEFAULT', change.default));
    if (check !== undefined) this.#constrain(name, ['check'], check === null ? null : `CHECK (${check})`);
    if (collate !== undefined) this.#constrain(name, ['collate'], prefixed('COLLATE', collate));
    if (references !== undefined) {
      this.#constrain(name, ['references', 'deferrable'], prefixed('REFERENCES', references));
    }
  }

  addColumn(name: string, rest: string): void {
    if (this.#find(name) !== undefined) throw changeInvalid(this.#table, `it has a column '${name}' already`);
    this.#become(withNewColumn(this.definition, name, rest), { columns: 1 });
  }

  addConstraint(text: string): void {
    this.#become(withNewConstraint(this.definition, text), { constraints: 1 });
  }

  setOptions(change: TableChange): void {
    const { withoutRowid = this.definition.withoutRowid, strict = this.definition.strict } = change;
    if (withoutRowid === this.definition.withoutRowid && strict === this.definition.strict) return;
    this.#become(withOptions(this.definition, { withoutRowid, strict }));
  }

  // One that stands behind the columns would stay, beside the new one or in spite of what is wished.
  #expectNoneOfTable(name: string, kind: Constraint['kind']): void {
    const found = this.definition.constraints.find(
      (constraint) =>
        constraint.kind === kind &&
        constraint.columns.length === 1 &&
        constraint.columns.some((column) => isSameName(column.name, name)),
    );
    if (found === undefined) return;
    const stays = `'${name}' keeps ${this.#shown(found)}, a constraint of the table`;
    throw changeInvalid(this.#table, `${stays}, unless dropConstraints names it as well`);
  }

  #retype(name: string, text: string): void {
    const before = this.#constraintsOf(name, []);
    this.#become(withType(this.definition, this.#column(name), text));
    this.#expectAsMeant(sameLists(this.#constraintsOf(name, []), before));
  }

  #constrain(name: string, kinds: readonly Constraint['kind'][], text: string | null): void {
    const before = this.#constraintsOf(name, kinds);
    this.#become(withColumnConstraint(this.definition, this.#column(name), kinds, text));
    const now = this.#column(name).constraints.filter(({ kind }) => kinds.includes(kind)).length;
    this.#expectAsMeant(
      now === (text === null ? 0 : 1) && sameLists(this.#constraintsOf(name, kinds), before),
    );
  }

  // As they stand, but for those of these kinds, and for a name without a constraint, which goes over to the next one.
  #constraintsOf(name: string, kinds: readonly Constraint['kind'][]): readonly string[] {
    const others = this.#column(name).constraints.filter(
      ({ kind }) => kind !== 'name' && !kinds.includes(kind),
    );
    return others.map((constraint) => this.#shown(constraint));
  }

  // A text that closes a parenthesis of the definition, or has a comma, would be read as something else than its author means.
  #become(sql: string, { columns = 0, constraints = 0 } = {}): void {
    const before = this.definition;
    this.definition = readTableDefinition(sql);
    this.#expectAsMeant(
      this.definition.columns.length === before.columns.length + columns &&
        this.definition.constraints.length === before.constraints.length + constraints,
    );
  }

  #expectAsMeant(isAsMeant: boolean): void {
    if (!isAsMeant)
      throw changeInvalid(this.#table, 'a text of it is more than the one thing that it is given for');
  }

  #column(name: string): ColumnDefinition {
    const column = this.#find(name);
    if (column === undefined) throw columnUnknown(this.#table, name);
    return column;
  }

  #find(name: string): ColumnDefinition | undefined {
    return this.definition.columns.find((column) => isSameName(column.name.name, name));
  }

  #freeName(index: number): string {
    const text = nameKey(this.definition.sql);
    let name = `roost_renamed_${index}`;
    while (text.includes(name)) name += '_';
    return name;
  }

  #shown({ start, end }: Constraint): string {
    return this.definition.sql.slice(start, end);
  }

  get #table(): string {
    return this.definition.name.name;
  }
}

function isReplacedBy(
  changes: Readonly<Record<string, ColumnChange>>,
  rename: ColumnMoves['rename'],
): (column: ColumnDefinition, constraint: Constraint) => boolean {
  return ({ name }, { kind }) => {
    const change = lookUp(changes, lookUp(rename, name.name) ?? name.name);
    return (
      (kind === 'check' && change?.check !== undefined) ||
      (kind === 'references' && change?.references !== undefined)
    );
  };
}

function sameLists(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

function prefixed(word: string, text: string | null): string | null {
  return text === null ? null : `${word} ${text}`;
}
