// Where the queries of an application are: by flag, or else by the nearest roost.json that says it.
import { dirname, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { insightsNotRemote, queriesNotNamed } from '../errors.ts';
import { projectFolder } from '../project.ts';
import { queriesSetting } from '../project-settings/settings-file.ts';
import type { Target } from '../target.ts';

/** `paths`: files and folders, or `-` for the standard input. */
export type QuerySources = { readonly paths: readonly string[]; readonly insights: boolean };

type SourceFlags = {
  readonly from: readonly string[];
  readonly insights?: boolean;
  readonly config?: string;
};

const standardInput = '-';
const insightsName = 'insights';

/** Throws QUERIES.NOT_NAMED, QUERIES.INSIGHTS_NOT_REMOTE and CONFIG.INVALID. */
export function querySources(context: Context, target: Target, flags: SourceFlags): QuerySources {
  const { from, insights = false } = flags;
  const isGiven = from.length > 0 || insights;
  const sources = isGiven
    ? { paths: from.map((path) => (path === standardInput ? path : resolve(context.cwd, path))), insights }
    : sourcesInSettings(context, flags);
  if (sources === null) throw queriesNotNamed();
  // A project names both, and is also checked on a local database: there, only the files are read.
  const isLocal = target.kind !== 'remote' && sources.insights;
  if (isLocal && (insights || sources.paths.length === 0)) throw insightsNotRemote();
  return sources;
}

/** null if no roost.json names any. Throws CONFIG.INVALID. */
export function sourcesInSettings(
  place: Pick<Context, 'cwd'>,
  flags: Pick<SourceFlags, 'config'>,
): QuerySources | null {
  const set = queriesSetting(projectFolder(place, flags));
  if (set === undefined) return null;
  const paths = set.value
    .filter((one) => one !== insightsName)
    .map((path) => resolve(dirname(set.file), path));
  return { paths, insights: set.value.includes(insightsName) };
}
