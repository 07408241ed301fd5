// Adds the file to a finding: core knows migrations by name, but people open files.
import type { LintFinding } from '@roostjs/migrations-core';
import { migrationPath } from '../migrations-folder/list.ts';

export type FindingWithFile = LintFinding & {
  /** The migration's file; null if it no longer exists. */
  readonly file: string | null;
};

/** The suggestion is in the language of the file. */
export function findingWithFile(finding: LintFinding, folder: string): FindingWithFile {
  const file = migrationPath(folder, finding.migration, finding.direction) ?? null;
  const { suggestion } = finding;
  return { ...finding, file, suggestion: file?.endsWith('.sql') ? withSqlComments(suggestion) : suggestion };
}

function withSqlComments(suggestion: string): string {
  return suggestion.replaceAll(/^\/\/ /gm, '-- ');
}
