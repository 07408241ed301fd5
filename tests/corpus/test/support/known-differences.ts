// What a path does not take yet, or takes to another end than wrangler.
import { type CorpusProject, corpus } from './projects.ts';

export type Path =
  | 'in place'
  | 'ledger in place'
  | 'adopted'
  | 'ledger adopted'
  | 'exported'
  | 'imported'
  | 'verified'
  | 'squashed';

type KnownDifference = { readonly project: string; readonly path: Path; readonly because: string };

const knownDifferences: readonly KnownDifference[] = [
  {
    project: 'pairs',
    path: 'adopted',
    because: 'wrangler itself refuses BEGIN TRANSACTION on a remote database',
  },
];

/** Whether the project takes this path. */
export function takes({ name }: CorpusProject, path: Path): boolean {
  return !knownDifferences.some((one) => one.project === name && one.path === path);
}

/** The projects that take this path. */
export function projectsOn(path: Path): readonly CorpusProject[] {
  return corpus.filter((project) => takes(project, path));
}
