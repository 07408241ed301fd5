// The one way to word a failure, shared by the rooms of this folder.
import { RoostError, type RoostFailure } from '@roostjs/internal-errors';

export function fail(failure: RoostFailure): RoostError {
  return new RoostError(failure);
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

export function counted(names: readonly unknown[], noun: string): string {
  return names.length === 1 ? `1 ${noun}` : `${names.length} ${noun}s`;
}
