// Node's warnings are printed by the process, so these files are loaded in one of their own.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const load = fileURLToPath(new URL('../../src/migrations-folder/load.ts', import.meta.url));

it.each(['{}', '{ "type": "commonjs" }', '{ "type": "module" }'])(
  'loading prints nothing where package.json is %s',
  async (manifest) => {
    const folder = temporaryFolder({
      'package.json': manifest,
      'database/helper.ts': 'export const one: number = 1;',
      'database/migrations/1_a.ts': "import { one } from '../helper.ts';\nexport default { up: () => one };",
      'database/migrations/2_b.js': "/* two */ export default { up: () => 2, not: 'module.exports = 2' };",
      'database/migrations/3_c.ts':
        "import { one } from '../helper';\nenum A { b }\nexport default { up: () => one + A.b };",
    });
    const paths = ['1_a.ts', '2_b.js', '3_c.ts'].map((name) => join(folder, 'database/migrations', name));
    const program = `const { loadModule } = await import(${JSON.stringify(load)});
    for (const path of ${JSON.stringify(paths)}) console.log((await loadModule(path)).default.up());`;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      program,
    ]);
    expect(stderr).toBe('');
    expect(stdout).toBe('1\n2\n1\n');
  },
);
