// roost report
import { relative, resolve } from 'node:path';
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { inline } from '@roostjs/internal-errors';
import { type LintReport, lintMigrations } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { writeDocuments } from '../../document-file.ts';
import { reportFilesSame, reportFileUnusable } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { namesInPlace } from '../../export/in-place.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { count, nextLead } from '../../output/style.ts';
import { targetName } from '../../output/target-name.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { databaseOf, gatherReview, type ReviewPlace } from '../../report/gather.ts';
import { htmlOf } from '../../report/html.ts';
import { reviewJson } from '../../report/json.ts';
import { markdownOf } from '../../report/markdown.ts';
import { repositoryRoot } from '../../report/paths.ts';
import { needsDecision, type Review } from '../../report/review.ts';
import { sarifOf } from '../../report/sarif.ts';
import { decisionsOf } from '../../report/words.ts';
import { scratchDatabases } from '../../scratch.ts';
import type { Target } from '../../target.ts';
import { withMigrator } from '../with-migrator.ts';
import type { ReportFlags } from './flags.ts';
import { type ReviewedBase, withBase } from './with-base.ts';

export async function run(context: Context, flags: ReportFlags): Promise<Outcome> {
  const files = filesOf(context, flags);
  if (flags.base !== undefined)
    return withBase(context, flags, flags.base, (reviewed) =>
      reportOutcome(context, flags, files, { ...reviewed, target: undefined, name: reviewed.database.name }),
    );
  return withMigrator(
    context,
    flags,
    (migrator, target, { phases, queries }) =>
      reportOutcome(context, flags, files, {
        database: databaseOf(target),
        migrator,
        phases,
        queries,
        target,
        name: targetName(target),
      }),
    'read',
  );
}

/** What is reported on; `name`: in the summary. */
type Subject = ReviewedBase & { readonly target: Target | undefined; readonly name: string };

async function reportOutcome(
  context: Context,
  flags: ReportFlags,
  files: readonly ReportFile[],
  { target, name, queries, ...reviewed }: Subject,
): Promise<Outcome> {
  const place = await placeOf(context, flags);
  const review = await gatherReview({
    ...reviewed,
    queries: (names) => queries.check(names),
    lint: () => lint(context, flags, place),
    now: context.now(),
    place,
    values: flags.values ?? false,
  });
  const written = await write(review, files);
  const isForNoFile = files.length === 0;
  return {
    exitCode: flags.exitCode && needsDecision(review) ? exitCodes.findings : exitCodes.done,
    result: { ...reviewJson(review), files: files.map(({ path }) => path) },
    target,
    text: isForNoFile
      ? markdownOf(review)
      : files.map(({ path }) => `${inline(relative(context.cwd, path))}\n`).join(''),
    form: isForNoFile ? 'document' : 'prose',
    summary: summaryOf(context, name, review, written.length < files.length),
  };
}

const forms = {
  html: htmlOf,
  markdown: markdownOf,
  sarif: sarifOf,
} as const;

type Form = keyof typeof forms;

type ReportFile = { readonly form: Form; readonly path: string };

/** Throws REPORT.FILES_SAME. */
function filesOf({ cwd }: Context, flags: ReportFlags): readonly ReportFile[] {
  const files = (Object.keys(forms) as Form[]).flatMap((form) => {
    const given = flags[form];
    return given === undefined ? [] : [{ form, path: resolve(cwd, given) }];
  });
  for (const [path, same] of Map.groupBy(files, (file) => file.path)) {
    if (same.length > 1)
      throw reportFilesSame(
        path,
        same.map(({ form }) => `--${form}`),
      );
  }
  return files;
}

async function write(review: Review, files: readonly ReportFile[]): Promise<readonly string[]> {
  const texts = await Promise.all(
    files.map(async ({ form, path }) => ({ path, text: await forms[form](review) })),
  );
  return writeDocuments(texts, reportFileUnusable);
}

async function placeOf(context: Context, flags: ReportFlags): Promise<ReviewPlace> {
  const { cwd, env } = context;
  const others = [cwd, env['HOME'] ?? cwd, env['USERPROFILE'] ?? cwd];
  return { root: repositoryRoot(context), folder: await migrationsFolder(context, flags), others };
}

async function lint(context: Context, flags: ReportFlags, { folder }: ReviewPlace): Promise<LintReport> {
  return lintMigrations({
    migrations: folderSource(folder),
    openScratch: await scratchDatabases(context, true),
    rules: brokenRule,
    remedyFor,
    allow: flags.allow,
    inPlace: await namesInPlace(context, flags),
    ledger: await ledgerTable(context, flags),
  });
}

function summaryOf({ stderr }: Context, name: string, review: Review, isUnchanged: boolean): string {
  const pending = review.migrations.length;
  const decisions = decisionsOf(review);
  const next =
    decisions.length === 0 ? '' : `${nextLead(stderr)}to decide: ${inline(decisions.join('; '))}\n`;
  const unchanged = isUnchanged ? ' A file that has the same text is left as it is.' : '';
  return `${name}: ${pending === 0 ? 'nothing is pending' : count(pending, 'pending migration')}.${unchanged}\n${next}`;
}
