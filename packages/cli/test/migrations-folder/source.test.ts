import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../src/migrations-folder/checksum.ts';
import { folderSource } from '../../src/migrations-folder/source.ts';
import { failureOf } from '../failure.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('folderSource', () => {
  it('lists names and checksums without loading a module', async () => {
    const broken = 'throw new Error("loaded");';
    const folder = temporaryFolder({ '1_a.ts': 'export default { up() {} };\r\n', '2_b.ts': broken });
    const [first, second] = await folderSource(folder).list();
    expect(first).toMatchObject({ name: '1_a', checksum: checksumOf('export default { up() {} };\n') });
    expect(second).toMatchObject({ name: '2_b', checksum: checksumOf(broken) });
    expect(await first?.load()).toHaveProperty('default.up');
    expect((await failureOf(async () => await second?.load())).code).toBe('MIGRATION.IMPORT_THREW');
  });

  it('reads the folder again each time', async () => {
    const folder = temporaryFolder({ '1_a.ts': '' });
    const source = folderSource(folder);
    expect(await source.list()).toHaveLength(1);
    writeFileSync(join(folder, '2_b.ts'), '');
    expect(await source.list()).toHaveLength(2);
  });

  it('reads a file for its checksum once per listing', async () => {
    const folder = temporaryFolder({ '1_a.ts': 'first' });
    const source = folderSource(folder);
    const [entry] = await source.list();
    expect(entry?.checksum).toBe(checksumOf('first'));
    writeFileSync(join(folder, '1_a.ts'), 'second');
    expect(entry?.checksum).toBe(checksumOf('first'));
    const [again] = await source.list();
    expect(again?.checksum).toBe(checksumOf('second'));
  });

  it('names a file that cannot be read, when its checksum is needed', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'gone.ts'), join(folder, '1_a.ts'));
    const [entry] = await folderSource(folder).list();
    const failure = await failureOf(async () => entry?.checksum);
    expect(failure).toMatchObject({
      code: 'MIGRATION.UNREADABLE',
      details: { file: join(folder, '1_a.ts') },
    });
  });

  it('refuses the whole folder if one name is invalid', async () => {
    const folder = temporaryFolder({ '1_a.ts': '', 'b.ts': '' });
    expect((await failureOf(async () => await folderSource(folder).list())).code).toBe(
      'MIGRATION.NAME_INVALID',
    );
  });
});
