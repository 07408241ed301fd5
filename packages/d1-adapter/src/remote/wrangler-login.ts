// Asks wrangler for its login, as a process. It knows how to find and run wrangler, and what it says when it has none.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { foldersUpFrom } from '../wrangler/find.ts';
import { type Credentials, credentialsFrom } from './credentials.ts';
import type { Environment } from './environment.ts';
import { parsedJson } from './json.ts';
import { loginMissing, loginUnreadable } from './login-errors.ts';
import { redactorOf } from './redact.ts';

type Command = { readonly file: string; readonly args: readonly string[] };

/** How a process result; `code` is its exit code, or the system's word where it did not run to its end. */
type ProcessResult = {
  readonly code: number | string | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

const timeLimitMs = 30_000;

/** The login that `wrangler login` has left, renewed where it is old. Throws LOGIN_MISSING and LOGIN_UNREADABLE. */
export async function wranglerCredentials(cwd: string, env: Environment): Promise<Credentials> {
  const result = await run(wranglerCommand(cwd), ['auth', 'token', '--json'], cwd, env);
  if (result.code === 'ENOENT') throw loginMissing('wrangler is not installed here');
  if (result.code !== 0) throw failureOf(result);
  const credentials = credentialsFrom(parsedJson(result.stdout));
  if (credentials === undefined)
    throw loginUnreadable('`wrangler auth token --json` printed something else than a login');
  return credentials;
}

/** The wrangler that the folder's project has installed, else the one on the PATH. */
function wranglerCommand(cwd: string): Command {
  // Not by `require.resolve`, which also looks where NODE_PATH points: package managers set that for their own ends.
  const script = foldersUpFrom(resolve(cwd))
    .map((folder) => join(folder, 'node_modules', 'wrangler', 'bin', 'wrangler.js'))
    .find((file) => existsSync(file));
  // The script itself, since Windows starts the command beside it only through a shell.
  return script === undefined ? { file: 'wrangler', args: [] } : { file: process.execPath, args: [script] };
}

function run(
  { file, args }: Command,
  more: readonly string[],
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
    const child = execFile(file, [...args, ...more], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? undefined);
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end();
  });
}

function failureOf({ code, stdout, stderr }: ProcessResult): Error {
  const said = `${stderr}\n${stdout}`;
  if (/not logged in/i.test(said)) return loginMissing('wrangler is not logged in');
  if (code === undefined)
    return loginUnreadable(`\`wrangler auth token --json\` did not end within ${timeLimitMs} ms`);
  // Whatever of the answer may be a secret is long and without a space.
  const redact = redactorOf(stdout.match(/[^\s"]{16,}/g) ?? []);
  const complaint = redact(plain(stderr)).slice(0, 200);
  return loginUnreadable(`\`wrangler auth token --json\` failed (${code}): ${complaint}`);
}

function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, ' ').trim();
}
