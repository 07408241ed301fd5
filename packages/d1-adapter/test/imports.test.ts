import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const runProcess = promisify(execFile);

/** The native libraries of a new process after it imports the module and evaluates the code. */
async function nativeCodeAfter(module: string, code: string): Promise<readonly string[]> {
  const url = new URL(module, import.meta.url).href;
  const program = `import * as m from ${JSON.stringify(url)}; ${code};
    console.log(JSON.stringify(process.report.getReport().sharedObjects.filter((file) => file.endsWith('.node'))));`;
  const { stdout } = await runProcess(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout) as readonly string[];
}

describe('importing', () => {
  it('the root loads no native code', async () => {
    expect(
      await nativeCodeAfter(
        '../src/index.ts',
        'm.wranglerDatabaseFile({ persistRoot: "a", databaseId: "b" })',
      ),
    ).toEqual([]);
  });

  it.each(['../src/wrangler.ts', '../src/dev.ts', '../src/remote.ts', '../src/rules.ts'])(
    '%s loads no native code',
    async (module) => {
      expect(await nativeCodeAfter(module, '')).toEqual([]);
    },
  );

  it('the local driver loads it when a database is used', async () => {
    const use = 'await m.openLocalD1({ path: "/nowhere/at/all.sqlite" }).prepare("SELECT 1").all()';
    expect(await nativeCodeAfter('../src/local.ts', use)).toEqual([expect.stringContaining('better')]);
  });
});
