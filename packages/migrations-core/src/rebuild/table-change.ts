// A change to a table as its author writes it, and the CREATE TABLE text that results. Pure.
import { firstLine, isSameName, nameKey } from '@roostjs/internal-sql';
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
import { changeInvalid, columnUnknown, isUnreadable, optionUnreadable } from './errors.ts';
import { lookUp } from './lookup.ts';
import type { Constraint } from './parse-constraint.ts';
import { type ColumnDefinition, readTableDefinition, type TableDefinition } from './parse-table.ts';
import { sameTokens } from './same-tokens.ts';
import { type SqlExpression, sqlText } from './sql-expression.ts';

/** The changes to one column. A property that is omitted stays as it is; `null` removes it. All texts are SQL. */
export type ColumnChange = {
  /** As in a definition: `VARCHAR (40)`. */
  readonly type?: string | null;
  readonly notNull?: boolean;
  readonly unique?: boolean;
  /** As SQL: `'draft'` with its quotes, `(datetime('now'))`; or a value that is no text: 0, -1.5, 10n, true. */
  readonly default?: SqlExpression;
  /** The expression, which replaces every CHECK of the column itself. */
  readonly check?: string | null;
  readonly collate?: string | null;
  /** The text after REFERENCES: `users (id) ON DELETE CASCADE`. */
  readonly references?: string | null;
};

export type TableChange = {
  /** By the column's name in the new table. */
  readonly columns?: Readonly<Record<string, ColumnChange>>;
  /** New columns, at the end: by name, with the rest of their definition. */
  readonly add?: Readonly<Record<string, string>>;
  /** Table constraints: `CHECK (a < b)`, `FOREIGN KEY (a) REFERENCES b (c)`. */
  readonly addConstraints?: readonly string[];
  /** By name, or as in the definition. */
  readonly dropConstraints?: readonly string[];
  readonly strict?: boolean;
  readonly withoutRowid?: boolean;
};

/** Which columns are renamed or dropped, for a changed and for a new definition alike. */
export type ColumnMoves = {
  /** From the old name to the new one. */
  readonly rename: Readonly<Record<string, string>>;
  readonly drop: readonly string[];
};

/**
 * The changed definition. Throws REBUILD.CHANGE_INVALID, and REBUILD.UNREADABLE if a given text is not part of a
 * definition.
 */
export function changedDefinition(
  current: TableDefinition,
  { rename, drop }: ColumnMoves,
  change: TableChange,
): TableDefinition {
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

// Each change edits the text, which is then parsed again, so no change depends on another.
class Draft {
  definition: TableDefinition;
  /** The text that is being made a part of the definition, for an error about it. */
  #given = '';

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
    this.#update(withoutConstraint(this.definition, found), { constraints: -1 });
  }

  /** A constraint of another column may name this one if the change replaces it. */
  dropColumn(name: string, isReplaced: (column: ColumnDefinition, constraint: Constraint) => boolean): void {
    const column = this.#column(name, 'drop');
    const others = [
      ...this.definition.columns
        .filter((other) => other !== column)
        .flatMap((other) => other.constraints.filter((constraint) => !isReplaced(other, constraint))),
      ...this.definition.constraints,
    ];
    const user = others.find((constraint) =>
      mentionedColumns(this.definition, [constraint]).some((mentioned) => isSameName(mentioned.name, name)),
    );
    if (user !== undefined) {
      const way = this.definition.constraints.includes(user)
        ? ', unless dropConstraints names it as well'
        : '';
      throw changeInvalid(this.#table, `'${name}' is used by its ${this.#textOf(user)}${way}`);
    }
    if (this.definition.columns.length === 1)
      throw changeInvalid(this.#table, `'${name}' is its only column`);
    this.#update(withoutColumn(this.definition, column), { columns: -1 });
  }

  // Through temporary unused names, so that two columns can swap names.
  renameColumns(rename: Readonly<Record<string, string>>): void {
    const entries = Object.entries(rename);
    const temporaryNames = entries.map((_, index) => this.#freeName(index));
    for (const [index, [from]] of entries.entries()) {
      this.#column(from, 'rename');
      this.#update(withColumnName(this.definition, from, temporaryNames[index] ?? from));
    }
    for (const [index, [, to]] of entries.entries()) {
      if (this.#find(to) !== undefined) throw changeInvalid(this.#table, `it would have two columns '${to}'`);
      this.#update(withColumnName(this.definition, temporaryNames[index] ?? to, to));
    }
  }

  changeColumn(name: string, change: ColumnChange): void {
    const { type, notNull, unique, collate, references, check } = change;
    if (unique === false) this.#expectNoneOfTable(name, 'unique');
    if (references !== undefined) this.#expectNoneOfTable(name, 'foreign key');
    const given = (option: keyof ColumnChange): void => {
      this.#given = `the ${option} of '${name}'`;
    };
    given('type');
    if (type !== undefined) this.#retype(name, type ?? '');
    given('notNull');
    if (notNull !== undefined)
      this.#constrain(name, notNull ? ['null', 'not null'] : ['not null'], notNull ? 'NOT NULL' : null);
    given('unique');
    if (unique !== undefined) this.#constrain(name, ['unique'], unique ? 'UNIQUE' : null);
    given('default');
    if (change.default !== undefined) this.#constrain(name, ['default'], prefixed('DEFAULT', change.default));
    given('check');
    if (check !== undefined) this.#constrain(name, ['check'], check === null ? null : `CHECK (${check})`);
    given('collate');
    if (collate !== undefined) this.#constrain(name, ['collate'], prefixed('COLLATE', collate));
    given('references');
    if (references !== undefined) {
      this.#constrain(name, ['references', 'deferrable'], prefixed('REFERENCES', references));
    }
  }

  addColumn(name: string, rest: string): void {
    if (this.#find(name) !== undefined) throw changeInvalid(this.#table, `it already has a column '${name}'`);
    this.#given = `the definition of '${name}' in add`;
    this.#update(withNewColumn(this.definition, name, rest), { columns: 1 });
  }

  addConstraint(text: string): void {
    this.#given = `'${firstLine(text)}' in addConstraints`;
    this.#update(withNewConstraint(this.definition, text), { constraints: 1 });
  }

  setOptions(change: TableChange): void {
    const { withoutRowid = this.definition.withoutRowid, strict = this.definition.strict } = change;
    if (withoutRowid === this.definition.withoutRowid && strict === this.definition.strict) return;
    this.#update(withOptions(this.definition, { withoutRowid, strict }));
  }

  // A table constraint of this kind would stay, in addition to or against the requested change.
  #expectNoneOfTable(name: string, kind: Constraint['kind']): void {
    const found = this.definition.constraints.find(
      (constraint) =>
        constraint.kind === kind &&
        constraint.columns.length === 1 &&
        constraint.columns.some((column) => isSameName(column.name, name)),
    );
    if (found === undefined) return;
    const stays = `'${name}' keeps ${this.#textOf(found)}, a table constraint`;
    throw changeInvalid(this.#table, `${stays}, unless dropConstraints names it as well`);
  }

  #retype(name: string, text: string): void {
    const before = this.#constraintsOf(name, []);
    this.#update(withType(this.definition, this.#column(name), text));
    this.#expectAsMeant(sameLists(this.#constraintsOf(name, []), before));
  }

  #constrain(name: string, kinds: readonly Constraint['kind'][], text: string | null): void {
    const before = this.#constraintsOf(name, kinds);
    this.#update(withColumnConstraint(this.definition, this.#column(name), kinds, text));
    const now = this.#column(name).constraints.filter(({ kind }) => kinds.includes(kind)).length;
    this.#expectAsMeant(
      now === (text === null ? 0 : 1) && sameLists(this.#constraintsOf(name, kinds), before),
    );
  }

  // As written, without those of these kinds, and without a bare name, which becomes the name of the next constraint.
  #constraintsOf(name: string, kinds: readonly Constraint['kind'][]): readonly string[] {
    const others = this.#column(name).constraints.filter(
      ({ kind }) => kind !== 'name' && !kinds.includes(kind),
    );
    return others.map((constraint) => this.#textOf(constraint));
  }

  // A text that closes a parenthesis or has a comma would be parsed as something other than its author means.
  #update(sql: string, { columns = 0, constraints = 0 } = {}): void {
    const before = this.definition;
    this.definition = this.#read(sql);
    this.#expectAsMeant(
      this.definition.columns.length === before.columns.length + columns &&
        this.definition.constraints.length === before.constraints.length + constraints,
    );
  }

  #read(sql: string): TableDefinition {
    try {
      return readTableDefinition(sql);
    } catch (error) {
      if (!isUnreadable(error) || this.#given === '') throw error;
      throw optionUnreadable(this.#table, this.#given, error.details);
    }
  }

  #expectAsMeant(isAsMeant: boolean): void {
    if (!isAsMeant) throw changeInvalid(this.#table, `${this.#given} contains more than one item`);
  }

  #column(name: string, option = 'change'): ColumnDefinition {
    const column = this.#find(name);
    if (column !== undefined) return column;
    const names = this.definition.columns.map((one) => one.name.name);
    throw columnUnknown(this.#table, name, option, names);
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

  #textOf({ start, end }: Constraint): string {
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

function prefixed(word: string, value: SqlExpression): string | null {
  return value === null ? null : `${word} ${sqlText(value)}`;
}
