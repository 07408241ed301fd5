// Runs wrangler to get the login of `wrangler login`.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { foldersUpFrom } from '../wrangler/find.ts';
import { type Credentials, parseCredentials } from './credentials.ts';
import type { Environment } from './environment.ts';
import { parseJson } from './json.ts';
import { loginMissing, loginUnreadable } from './login-errors.ts';
import { redactorOf } from './redact.ts';

type Command = { readonly file: string; readonly args: readonly string[] };

/** How a process ended; `code` is its exit code, or the system's error code if it did not run. */
type ProcessResult = {
  readonly code: number | string | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

const timeLimitMs = 30_000;

/** The stored login of `wrangler login`, which wrangler renews if needed. Throws LOGIN_MISSING and LOGIN_UNREADABLE. */
export async function wranglerCredentials(cwd: string, env: Environment): Promise<Credentials> {
  const result = await run(wranglerCommand(cwd), ['auth', 'token', '--json'], cwd, env);
  if (result.code === 'ENOENT') throw loginMissing('wrangler is not installed here');
  if (result.code !== 0) throw failureOf(result);
  const credentials = parseCredentials(parseJson(result.stdout));
  if (credentials === undefined)
    throw loginUnreadable('the output of `wrangler auth token --json` is not a login');
  return credentials;
}

/** The wrangler that is installed in the project of the folder, or else the one on the PATH. */
function wranglerCommand(cwd: string): Command {
  // `require.resolve` would also search NODE_PATH, which package managers set for their own purposes.
  const script = foldersUpFrom(resolve(cwd))
    .map((folder) => join(folder, 'node_modules', 'wrangler', 'bin', 'wrangler.js'))
    .find((file) => existsSync(file));
  // Node runs the script directly, because Windows can start its command only through a shell.
  return script === undefined ? { file: 'wrangler', args: [] } : { file: process.execPath, args: [script] };
}

function run(
  { file, args }: Command,
  moreArgs: readonly string[],
  cwd: string,
  env: Environment,
): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const options = {
      cwd,
      env: { ...env, WRANGLER_HIDE_BANNER: 'true' },
      timeout: timeLimitMs,
      windowsHide: true,
    };
    const child = execFile(file, [...args, ...moreArgs], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? undefined);
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end();
  });
}

function failureOf({ code, stdout, stderr }: ProcessResult): Error {
  const output = `${stderr}\n${stdout}`;
  if (/not logged in/i.test(output)) return loginMissing('wrangler is not logged in');
  if (code === undefined)
    return loginUnreadable(`\`wrangler auth token --json\` did not finish within ${timeLimitMs} ms`);
  // A secret in the output is long and has no spaces.
  const redact = redactorOf(stdout.match(/[^\s"]{16,}/g) ?? []);
  const message = redact(plain(stderr)).slice(0, 200);
  return loginUnreadable(`\`wrangler auth token --json\` failed (${code}): ${message}`);
}

function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, ' ').trim();
}
