// Old and new code, in a real workerd, on the schema before a change, after its expand and after its contract.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roostHere } from '../../../command/test/support/here.ts';
import { type Trap, traps } from './traps.ts';
import { type Answered, startVersions, type Workers } from './versions.ts';

const example = join(import.meta.dirname, '../../../../apps/example/database/migrations');

type Code = 'old' | 'now';

/** What came of a request, and the exit code of gate:check for the same code. */
type Seen = Answered & { readonly check: number | null };

class Deploy {
  readonly #folder: string;
  readonly #file: string;
  readonly #trap: Trap;
  readonly #ask: (code: Code, statements: readonly string[]) => Promise<Answered>;

  constructor(folder: string, trap: Trap, workers: Workers, at: number) {
    this.#folder = folder;
    this.#trap = trap;
    this.#file = workers.file(at);
    this.#ask = async (code, statements) => {
      const manifest: unknown = JSON.parse(await readFile(join(folder, `${code}.json`), 'utf8'));
      return workers.ask(at, { manifest, statements });
    };
  }

  async begin(): Promise<void> {
    const { base, expand, contract } = this.#trap;
    await cp(example, join(this.#folder, 'database/migrations'), { recursive: true });
    await this.#write('20990101000000_base', base);
    await this.#roost('gate:manifest', '--out', 'old.json');
    await this.#migrate();
    await this.#write('20990101000001_expand', expand);
    await this.#write('20990101000002_contract', contract);
    await this.#roost('gate:manifest', '--out', 'now.json');
  }

  async see(code: Code): Promise<Seen> {
    const check = await this.#exitCode('gate:check', '--manifest', `${code}.json`, '--file', this.#file);
    return { ...(await this.#ask(code, this.#trap[code])), check };
  }

  /** The statements of a version, whatever its gate would say. */
  async statusWithoutGate(code: Code): Promise<number> {
    const manifest = {
      format: 1,
      ledger: 'migrations',
      needs: [],
      contracts: [],
      replaces: {},
      head: null,
      newest: null,
    };
    await writeFile(join(this.#folder, `${code}-any.json`), JSON.stringify(manifest));
    return (await this.#ask(`${code}-any` as Code, this.#trap[code])).status;
  }

  async #write(name: string, sql: string | undefined): Promise<void> {
    if (sql !== undefined) await writeFile(join(this.#folder, `database/migrations/${name}.sql`), sql);
  }

  #migrate(...flags: readonly string[]): Promise<void> {
    return this.#roost('migrate', '--file', this.#file, ...flags);
  }

  phase(phase: 'expand' | 'contract'): Promise<void> {
    return this.#migrate('--phase', phase);
  }

  async #roost(...args: readonly string[]): Promise<void> {
    expect(await this.#exitCode(...args)).toBe(0);
  }

  async #exitCode(...args: readonly string[]): Promise<number | null> {
    return (await roostHere(args, { cwd: this.#folder })).exitCode;
  }
}

const fine = { status: 200, check: 0 };
const refused = { status: 503, text: 'GATE.MISSING', check: 4 };

describe.concurrent('a change that', () => {
  let workers: Workers;
  let root: string;
  beforeAll(async () => {
    workers = await startVersions(traps.length);
    root = await mkdtemp(join(tmpdir(), 'roost-deploys-'));
  });
  afterAll(async () => {
    await workers?.stop();
    await rm(root, { recursive: true });
  });

  async function deploy(trap: Trap): Promise<Deploy> {
    const begun = new Deploy(await mkdtemp(join(root, 'project-')), trap, workers, traps.indexOf(trap));
    await begun.begin();
    return begun;
  }

  it.each(traps.filter(({ isUnsafe }) => !isUnsafe))(
    '$name fails no request in the order of the phases, and tells when it would',
    async (trap) => {
      const deployed = await deploy(trap);
      expect(await deployed.see('old')).toMatchObject(fine);
      const early = await deployed.see('now');
      if (trap.expand === undefined) expect(early).toMatchObject(fine);
      else {
        expect(early).toMatchObject(refused);
        expect(await deployed.statusWithoutGate('now')).toBe(500);
      }

      await deployed.phase('expand');
      for (const code of ['old', 'now'] as const) expect(await deployed.see(code)).toMatchObject(fine);

      if (trap.contract === undefined) return;
      await deployed.phase('contract');
      expect(await deployed.see('now')).toMatchObject(fine);
      // Code that is rolled back now would fail, which only the check can tell before it is deployed.
      expect(await deployed.see('old')).toMatchObject({ status: 500, check: 5 });
    },
  );

  it.each(traps.filter(({ isUnsafe }) => isUnsafe))(
    '$name is safe in no order, and the gate says so',
    async (trap) => {
      const deployed = await deploy(trap);
      await deployed.phase('expand');
      expect(await deployed.see('old')).toMatchObject(fine);
      expect(await deployed.see('now')).toMatchObject(refused);
      expect(await deployed.statusWithoutGate('now')).toBe(500);
      await deployed.phase('contract');
      expect(await deployed.see('now')).toMatchObject(fine);
      expect(await deployed.see('old')).toMatchObject({ status: 500, check: 5 });
    },
  );
});
