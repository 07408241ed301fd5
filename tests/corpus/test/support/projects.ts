// The projects of the corpus: its folders, and what has to be known of each to use it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../../../command/test/support/project.ts';

export type CorpusProject = {
  readonly name: string;
  /** wrangler's `migrations_pattern`; null if the folder needs none. */
  readonly pattern: string | null;
  /** Whether a file has both directions, all of which wrangler would run. */
  readonly hasSections: boolean;
  /** How many of the last migrations can be rolled back. */
  readonly reversible: number;
  /** The migrations that lose rows of the seeds, as wrangler's result shows too. */
  readonly loses: readonly string[];
  /** Columns, as `table.column`, whose values differ from run to run. */
  readonly volatile: readonly string[];
};

const upOnly = { pattern: null, hasSections: false, reversible: 0, loses: [], volatile: [] };
const sections = { ...upOnly, hasSections: true };

/** By the name of the folder. A short run takes the first ones where it takes some: the most different are first. */
const projects: Readonly<Record<string, Omit<CorpusProject, 'name'>>> = {
  comments: upOnly,
  prisma: { ...upOnly, pattern: 'migrations/*/migration.sql', loses: ['20260301100000_drop_views'] },
  drizzle: { ...upOnly, loses: ['0008_lonely_sentry'] },
  tenants: upOnly,
  wiki: upOnly,
  goose: { ...sections, reversible: 1 },
  analytics: upOnly,
  auth: upOnly,
  blog: { ...upOnly, volatile: ['posts.updated_at'] },
  chat: upOnly,
  cms: { ...upOnly, loses: ['20260501_070000_published_at'] },
  dbmate: { ...sections, reversible: 8 },
  names: upOnly,
  nuxthub: upOnly,
  pairs: { ...upOnly, pattern: 'migrations/*.up.sql', reversible: 6 },
  sections: { ...sections, reversible: 6 },
  shop: upOnly,
  shortener: upOnly,
};

export const corpus: readonly CorpusProject[] = Object.entries(projects).map(([name, project]) => ({
  name,
  ...project,
}));

/** Where a file or folder of the corpus is. */
export const corpusPath = (...segments: readonly string[]): string =>
  join(import.meta.dirname, '..', '..', ...segments);

/** The files of a folder, by their paths below the given one. */
export function filesIn(folder: string, below: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [join(below, file.slice(folder.length)), textOf(file)]));
}

const textOf = (file: string): string => readFileSync(file, 'utf8');

/** What roost is given. */
export const filesOf = ({ name }: CorpusProject, below: string): Files =>
  filesIn(corpusPath('folders', name), below);

/** What wrangler is given: the same, without the sections to roll back. */
export function wranglerFilesOf(project: CorpusProject, below: string): Files {
  const files = filesOf(project, below);
  if (!project.hasSections) return files;
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, upSection(text)]));
}

function upSection(text: string): string {
  const parts = text.split(/^-- (?:migrate:|\+goose |\+migrate )?(up|down)\b.*$/im);
  const up = parts.findIndex((part) => part.toLowerCase() === 'up');
  return parts[up + 1] ?? '';
}

/** How many migrations the folder has. */
export const countOf = (project: CorpusProject): number =>
  Object.keys(filesOf(project, '')).filter((path) => path.endsWith('.sql') && !path.endsWith('.down.sql'))
    .length;

/** What `wrangler d1 migrations apply --local` has made of the folder, and its ledger. */
export function recordedOf({ name }: CorpusProject): { readonly content: string; readonly applied: string } {
  const [content = '', applied = ''] = textOf(corpusPath('made', `${name}.sql`)).split(ledgerHeading);
  return { content, applied };
}

/** The text of such a record. */
export const recordOf = (content: string, applied: string): string => `${content}${ledgerHeading}${applied}`;

const ledgerHeading = '\n-- d1_migrations\n';
