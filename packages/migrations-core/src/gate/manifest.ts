// What a build of the code needs of its database, as data that is deployed with it.
import { manifestInvalid } from './errors.ts';

/** Written by `roost gate:manifest`. Plain JSON. */
export type SchemaManifest = {
  /** 1. A number, as TypeScript reads it from a JSON file. */
  readonly format: number;
  /** The table that records what is applied. */
  readonly ledger: string;
  /** The migrations that the code needs, oldest first: the newest 50. */
  readonly needs: readonly string[];
  /** The migrations of the same time that the code runs without as well as with, oldest first: contracts. */
  readonly contracts: readonly string[];
  /** A needed migration that was squashed → what it replaces, which does as well. */
  readonly replaces: Readonly<Record<string, readonly string[]>>;
  /** The newest migration when the manifest was written; null if there was none. */
  readonly head: string | null;
  /** The newest migration that the code tolerates; null if any. */
  readonly newest: string | null;
};

/** Throws GATE.MANIFEST_INVALID unless it is one. */
export function checkManifest(value: SchemaManifest): void {
  const wrong = parts.find(([name, isValid]) => !isValid(value?.[name]));
  if (wrong !== undefined) throw manifestInvalid(wrong[0]);
}

const parts: readonly (readonly [keyof SchemaManifest, (value: unknown) => boolean])[] = [
  ['format', (value) => value === 1],
  // It becomes a part of a statement.
  ['ledger', (value) => typeof value === 'string' && /^\w+$/.test(value)],
  ['needs', isNames],
  ['contracts', isNames],
  ['replaces', (value) => typeof value === 'object' && Object.values(value ?? [0]).every(isNames)],
  ['head', isNameOrNull],
  ['newest', isNameOrNull],
];

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isNameOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
