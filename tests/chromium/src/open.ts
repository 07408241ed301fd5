// A headless Chromium for one test file, the packed one or one that is installed. Whoever opens it closes it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

export type OpenBrowser = { readonly browser: Browser; close(): Promise<void> };

/** Throws with what to do where the packed Chromium cannot run, and CHROMIUM names no other. */
export async function openChromium(): Promise<OpenBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-chromium-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await chromium.launch({ args, ...(await program(folder)) });
    return { browser, close: () => browser.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

const args = [
  // Its sandbox does not start as root, which is who runs the tests in a container.
  '--no-sandbox',
  // It looks up no name, so whatever it might ask of the network fails.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

async function program(folder: string): Promise<LaunchOptions> {
  const installed = process.env['CHROMIUM'];
  if (installed) return { executablePath: installed };
  const system = `${process.platform} ${process.arch}`;
  if (system !== 'linux x64') throw new Error(noneFor(system));
  await promisify(execFile)(process.execPath, [unpack], { env: { ...process.env, TMPDIR: folder } });
  await writeFile(join(folder, 'fonts.conf'), fontsBesideIt);
  const env = {
    // For the cache of the fonts, too.
    HOME: folder,
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  };
  return { executablePath: join(folder, 'chromium'), env };
}

// The packed configuration has no fonts but those of /tmp/fonts, and a page without a font has no visible text. The
// packed ones lack a monospaced font.
const fontsBesideIt = `<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>${join(dirname(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/package.json'))), 'ttf')}</dir>
  <cachedir prefix="xdg">fonts</cachedir>
</fontconfig>
`;

const unpack = join(import.meta.dirname, 'unpack.ts');

function noneFor(system: string): string {
  return `The packed Chromium is for linux x64, and this is ${system}: install Chromium or Chrome, and set CHROMIUM to the path of its executable.`;
}
