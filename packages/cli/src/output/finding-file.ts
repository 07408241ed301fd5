// Adds the file to a finding: core knows migrations by name, but people open files.
import type { LintFinding } from '@roostjs/migrations-core';
import { migrationPath } from '../migrations-folder/list.ts';

export type FindingWithFile = LintFinding & {
  /** The migration's file; null if it no longer exists. */
  readonly file: string | null;
};

export function findingWithFile(finding: LintFinding, folder: string): FindingWithFile {
  const file = migrationPath(folder, finding.migration, finding.direction) ?? null;
  return { ...finding, file };
}
