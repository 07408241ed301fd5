// roost doctor
import { existsSync } from 'node:fs';
import { type CheckResult, checkDatabase, isRoostError } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { refuseNameMisfits } from '../../export/in-place.ts';
import type { DatabaseFlags } from '../../flags.ts';
import { type OpenTarget, openTarget, type RemotePlace } from '../../open-target.ts';
import type { Outcome } from '../../outcome.ts';
import { doctorText } from '../../output/doctor.ts';
import { count } from '../../output/style.ts';
import { targetName } from '../../output/target-name.ts';
import { ledgerTable } from '../../project.ts';
import { findTarget, isServed, type Target, wranglerOptions } from '../../target.ts';

export async function run(context: Context, flags: DatabaseFlags): Promise<Outcome> {
  const target = await findTarget(context, flags);
  const opened = await openTarget(context, target);
  try {
    const ofFolder =
      target.kind === 'file' ? [] : [await toCheck('wrangler-folder', namesAgree(context, flags))];
    const found = await runChecks(target, opened, await ledgerTable(context, flags));
    const findings = [...found, ...ofFolder, ...servedElsewhere(target)];
    const failed = findings.filter(({ state }) => state === 'failed').length;
    return {
      exitCode: failed === 0 ? exitCodes.done : exitCodes.findings,
      result: { findings, failed },
      target,
      text: doctorText(context.stdout, findings),
      summary: `${targetName(target)}: ${failed === 0 ? 'all checks passed.' : `${count(failed, 'check')} failed.`}\n`,
    };
  } finally {
    opened.close();
  }
}

async function runChecks(
  target: Target,
  { database, migratorOptions, locate }: OpenTarget,
  ledger: string,
): Promise<readonly CheckResult[]> {
  if (target.kind !== 'remote' && !isServed(target) && !existsSync(target.file)) {
    const message = `there is no database yet at ${target.file}; the first roost migrate creates it`;
    return [{ check: 'answers', state: 'ok', message, next: null }];
  }
  const reached =
    locate === undefined ? [] : [await toCheck('login', async () => loginText(target, await locate()))];
  if (reached.some(({ state }) => state === 'failed')) return reached;
  const { bookmark } = migratorOptions;
  const findings = await checkDatabase({
    database,
    ledger,
    checkFile: target.kind !== 'remote' && !isServed(target),
    ...wranglerOptions(target),
  });
  const timeTravel =
    bookmark === undefined ? [] : [await toCheck('time-travel', async () => `bookmark ${await bookmark()}`)];
  return [...reached, ...findings, ...timeTravel];
}

// Nothing is wrong with that, but what is migrated here is not seen there.
function servedElsewhere(target: Target): readonly CheckResult[] {
  if (target.kind !== 'local' || target.wranglerDev === 'local') return [];
  const message = `wrangler dev uses the database at Cloudflare, not this file: ${target.binding} has "remote": true`;
  return [{ check: 'wrangler-dev', state: 'ok', message, next: 'add --remote to work on that database' }];
}

function namesAgree(context: Context, flags: DatabaseFlags): () => Promise<string> {
  return async () => {
    await refuseNameMisfits(context, flags);
    return 'wrangler takes no file of the migrations folder for another migration than roost';
  };
}

function loginText({ name }: Target, { accountId, databaseId, databaseName }: RemotePlace): string {
  return `a login was found; account ${accountId}, database ${databaseName ?? name} (${databaseId})`;
}

/** A check that reports what the work returns, and fails if it throws. */
async function toCheck(check: string, work: () => Promise<string>): Promise<CheckResult> {
  try {
    return { check, state: 'ok', message: await work(), next: null };
  } catch (error) {
    if (!isRoostError(error)) throw error;
    return { check, state: 'failed', message: error.message, next: error.hint };
  }
}
