// roost migrate:lint
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { lintMigrations } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { annotations } from '../../output/annotations.ts';
import { lintSummary, lintText } from '../../output/lint.ts';
import { placed } from '../../output/placed.ts';
import { scratchDatabases } from '../../scratch.ts';
import { configFile, migrationsFolder } from '../../target.ts';
import type { LintFlags } from './flags.ts';

export async function run(context: Context, flags: LintFlags): Promise<Outcome> {
  const folder = migrationsFolder(flags.path, configFile(flags.config, context.cwd), context.cwd);
  const report = await lintMigrations({
    migrations: folderSource(folder),
    scratch: await scratchDatabases(true),
    rules: brokenRule,
    allow: flags.allow,
    ledger: flags.ledger,
  });
  const findings = report.findings.map((finding) => placed(finding, folder));
  const isForGithub = flags.format === 'github';
  return {
    exitCode: report.faults === 0 ? exitCodes.done : exitCodes.findings,
    result: { ...report, findings },
    target: undefined,
    text: isForGithub ? annotations(context, findings) : lintText(context, findings),
    summary: lintSummary(report),
  };
}
