// Real D1 databases in a real workerd. It opens, finds and closes them; what they are asked is in execute.ts.

import { createHash, randomUUID } from 'node:crypto';
import { Miniflare } from 'miniflare';
import { bindingOf, type D1 } from './binding.ts';
import type { Copy } from './copy.ts';
import { type Wire, wireTo } from './wire.ts';
import { worker } from './worker.ts';

export type DatabaseInfo = { readonly uuid: string; readonly name: string };

/** A bookmark and when the database reached it, in milliseconds since 1970. */
type Point = { readonly bookmark: string; readonly at: number };

/** One database with its history. */
export class Database {
  readonly info: DatabaseInfo;
  readonly createdAt: string = new Date().toISOString();
  readonly d1: D1;
  readonly wire: Wire;
  readonly #history: Point[] = [];
  /** The newest last: as it was before each of the last commits that were made while reads lagged. */
  readonly #copies: Copy[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(info: DatabaseInfo, wire: Wire) {
    this.info = info;
    this.wire = wire;
    this.d1 = bindingOf(wire);
    this.noteCommit();
  }

  /** Moves the bookmark on. Writes past the API do not, for nobody tells of them. */
  noteCommit(): void {
    const number = this.#history.length.toString(16).padStart(8, '0');
    const identity = createHash('md5').update(this.info.uuid).digest('hex');
    this.#history.push({ bookmark: `${number}-ffffffff-00000000-${identity}`, at: Date.now() });
  }

  /** Does the work behind all that was asked for before. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  keepCopy(copy: Copy): void {
    this.#copies.push(copy);
  }

  /** As it was before that many commits, or before the first where there were fewer; undefined where there were none. */
  copy(commits: number): Copy | undefined {
    return this.#copies.at(-commits) ?? this.#copies[0];
  }

  /** The bookmark at that time, or the first one where the database is younger. */
  bookmark(at: number = Number.POSITIVE_INFINITY): string {
    const point = this.#history.findLast((earlier) => earlier.at <= at) ?? this.#history[0];
    if (point === undefined) throw new Error(`The database ${this.info.name} has no history`);
    return point.bookmark;
  }
}

/** The databases of the account; more can be added while the server runs. */
export class Databases {
  readonly #databases: Database[] = [];
  readonly #engines: Miniflare[] = [];

  get infos(): readonly DatabaseInfo[] {
    return this.#databases.map(({ info }) => info);
  }

  get all(): readonly Database[] {
    return this.#databases;
  }

  find(nameOrUuid: string): Database | undefined {
    return this.#databases.find(({ info }) => info.uuid === nameOrUuid || info.name === nameOrUuid);
  }

  /** The same for a test, which knows what there is. */
  get(nameOrUuid: string): Database {
    const database = this.find(nameOrUuid);
    if (database === undefined) throw new Error(`There is no database ${nameOrUuid}`);
    return database;
  }

  /** Opens empty databases, in one workerd for all that are opened together. */
  async open(names: readonly string[]): Promise<void> {
    const infos = names.map((name) => ({ uuid: randomUUID(), name }));
    const engine = new Miniflare({
      enableDevRegistry: false,
      // workerd logs what it does not tell, as a COMMIT that fails.
      handleStructuredLogs: () => undefined,
      workers: [
        {
          config: {
            name: 'databases',
            compatibilityDate: '2026-07-01',
            manifest: {
              mainModule: 'worker.js',
              modules: { 'worker.js': { type: 'esm', contents: worker } },
            },
            env: Object.fromEntries(infos.map(({ uuid }) => [uuid, { type: 'd1', id: uuid }])),
          },
        },
      ],
    });
    this.#engines.push(engine);
    const url = await engine.ready;
    for (const info of infos) this.#databases.push(new Database(info, wireTo(new URL(info.uuid, url))));
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.dispose()));
  }
}
