import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { openForTest } from '../support/local.ts';

const writer = fileURLToPath(new URL('../support/writer.ts', import.meta.url));
const runProcess = promisify(execFile);
const [writers, batches] = [3, 60];

describe('several processes', () => {
  it('that create one database and write to it lose nothing and never mix their batches', async () => {
    const path = join(testFolder(), 'deep', 'test.sqlite');
    const names = Array.from({ length: writers }, (_, index) => `writer ${index}`);
    await Promise.all(
      names.map((name) => runProcess(process.execPath, [writer, path, name, String(batches)])),
    );

    const db = openForTest(path);
    const { results } = await db.prepare('SELECT writer, batch, total FROM written ORDER BY rowid').all();
    expect(results).toHaveLength(writers * batches * 2);
    expect(results.map((row) => row['total'])).toEqual(results.map((_, index) => index + 1));
    for (let index = 0; index < results.length; index += 2) {
      expect(results[index]).toMatchObject({
        writer: results[index + 1]?.['writer'],
        batch: results[index + 1]?.['batch'],
      });
    }
  }, 60_000);
});
