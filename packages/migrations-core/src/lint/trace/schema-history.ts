// A schema and its history. Every state can be queried, and costs only what was changed to reach it.

import { nameKey } from '@roostjs/internal-sql';
import { Groups } from '../../database/groups.ts';
import { keyOf } from '../../database/schema.ts';
import { namesIn, tableOf } from '../../database/schema-index.ts';
import { type Change, type CreatedObject, inOrder, type Schema, type Table, type Tables } from './schema.ts';
import { Versions } from './versions.ts';

/** What a statement has changed in the objects and tables of a schema. */
export type Difference = {
  readonly removed: readonly CreatedObject[];
  /** New objects, and those that replace one of the same name. */
  readonly current: readonly CreatedObject[];
  /** The tables that are new or changed. */
  readonly tables: readonly Table[];
};

/** All objects that a schema ever had. What is found by name is then looked up in the state that is queried. */
class History {
  newest = 0;
  readonly objects = new Versions<CreatedObject>();
  readonly tables = new Versions<Table>();
  readonly changes: Change[] = [];
  readonly byName = new Groups<string>();
  readonly byOwner = new Groups<string>();
  readonly children = new Groups<string>();
  #byText: Groups<string> | null = null;

  /** Built on first use, because it reads all texts. */
  get byText(): Groups<string> {
    if (this.#byText !== null) return this.#byText;
    this.#byText = new Groups();
    for (const { objects } of this.changes) for (const object of objects) this.#addText(object);
    return this.#byText;
  }

  add(object: CreatedObject): void {
    const key = keyOf(object);
    this.objects.set(this.newest, key, object);
    this.byName.add(nameKey(object.name), key);
    this.byOwner.add(nameKey(object.on), key);
    this.#addText(object);
  }

  #addText(object: CreatedObject): void {
    if (this.#byText !== null) for (const name of namesIn(object)) this.#byText.add(name, keyOf(object));
  }
}

export class State implements Schema {
  /** An empty schema. */
  static empty(): State {
    return new State(new History());
  }

  readonly #history: History;
  readonly #version: number;
  readonly tables: Tables;

  private constructor(history: History) {
    const version = history.newest;
    this.#history = history;
    this.#version = version;
    this.tables = {
      get: (key) => history.tables.at(version, key),
      has: (key) => history.tables.at(version, key) !== undefined,
      values: () =>
        inOrder(this.#lookUp(history.objects.keys()).filter(({ type }) => type === 'table')).flatMap(
          ({ name }) => history.tables.at(version, nameKey(name)) ?? [],
        ),
    };
  }

  get objects(): readonly CreatedObject[] {
    return inOrder(this.#lookUp(this.#history.objects.keys()));
  }

  has(name: string): boolean {
    return this.named(name).length > 0;
  }

  named(name: string): readonly CreatedObject[] {
    return inOrder(this.#lookUp(this.#history.byName.get(nameKey(name))));
  }

  naming(name: string): readonly CreatedObject[] {
    const key = nameKey(name);
    return inOrder(this.#lookUp(this.#history.byText.get(key)).filter((object) => namesIn(object).has(key)));
  }

  objectsOn(name: string): readonly CreatedObject[] {
    const key = nameKey(name);
    return inOrder(this.#lookUp(this.#history.byOwner.get(key)).filter(({ on }) => nameKey(on) === key));
  }

  triggersOn(table: string): readonly CreatedObject[] {
    return this.objectsOn(table).filter(({ type }) => type === 'trigger');
  }

  uniqueIndexesOn(table: string): readonly CreatedObject[] {
    return this.objectsOn(table).filter((object) => object.type === 'index' && tableOf(object).length > 0);
  }

  referringTo(parent: string): readonly Table[] {
    const key = nameKey(parent);
    const tables = this.#history.children
      .get(key)
      .flatMap((child) => this.named(child).filter(({ type }) => type === 'table'));
    return inOrder(tables)
      .flatMap(({ name }) => this.tables.get(nameKey(name)) ?? [])
      .filter(({ foreignKeys }) => foreignKeys.some((one) => nameKey(one.parent) === key));
  }

  changedSince(earlier: Schema): Change | null {
    if (!(earlier instanceof State) || earlier.#history !== this.#history) return null;
    const changes = this.#history.changes.slice(earlier.#version, this.#version);
    return {
      objects: changes.flatMap(({ objects }) => objects),
      tables: new Set(changes.flatMap(({ tables }) => [...tables])),
    };
  }

  /** Expects the newest state. */
  after({ removed, current, tables }: Difference): State {
    const history = this.#history;
    if (history.newest !== this.#version) throw new Error('Only the newest state of a schema changes.');
    const replaced = current.flatMap((object) => history.objects.at(this.#version, keyOf(object)) ?? []);
    const removedTables = removed.filter(({ type }) => type === 'table').map(({ name }) => nameKey(name));
    history.newest += 1;
    history.changes.push({
      objects: [...removed, ...replaced, ...current],
      tables: new Set([...removedTables, ...tables.map(({ name }) => nameKey(name))]),
    });
    for (const object of removed) history.objects.set(history.newest, keyOf(object), undefined);
    for (const object of current) history.add(object);
    for (const key of removedTables) history.tables.set(history.newest, key, undefined);
    for (const table of tables) {
      history.tables.set(history.newest, nameKey(table.name), table);
      for (const { parent } of table.foreignKeys) history.children.add(nameKey(parent), nameKey(table.name));
    }
    return new State(history);
  }

  #lookUp(keys: Iterable<string>): readonly CreatedObject[] {
    return [...keys].flatMap((key) => this.#history.objects.at(this.#version, key) ?? []);
  }
}
