// roost migrate:lint
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { inline } from '@roostjs/internal-errors';
import { lintMigrations } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { namesInPlace } from '../../export/in-place.ts';
import { readFolderPhases } from '../../migrations-folder/folder-phases.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { annotations } from '../../output/annotations.ts';
import { placeText } from '../../output/begun-line.ts';
import { findingWithFile } from '../../output/finding-file.ts';
import { lintSummary, lintText } from '../../output/lint.ts';
import { phasesText } from '../../output/phases.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { scratchDatabases } from '../../scratch.ts';
import type { LintFlags } from './flags.ts';

export async function run(context: Context, flags: LintFlags): Promise<Outcome> {
  const since = context.clock();
  const { live } = context.stderr;
  const folder = await migrationsFolder(context, flags);
  const report = await lintMigrations({
    migrations: folderSource(folder),
    openScratch: await scratchDatabases(context, true),
    rules: brokenRule,
    remedyFor,
    allow: flags.allow,
    inPlace: await namesInPlace(context, flags),
    ledger: await ledgerTable(context, flags),
    onEvent: ({ name, number, total }) => live?.change(`Linting ${placeText(number, total)}${inline(name)}`),
  });
  const findings = report.findings.map((finding) => findingWithFile(finding, folder));
  const phases = flags.phases ? await readFolderPhases(context, flags) : null;
  const isForGithub = flags.format === 'github';
  return {
    exitCode: report.blocking === 0 ? exitCodes.done : exitCodes.findings,
    result: { ...report, findings, ...(phases === null ? {} : { phases }) },
    target: undefined,
    text: isForGithub ? annotations(context, findings) : lintText(context, findings),
    form: isForGithub ? 'as is' : 'prose',
    summary:
      (phases === null ? '' : phasesText(context.stderr, phases)) +
      lintSummary(report, context.clock() - since),
  };
}
