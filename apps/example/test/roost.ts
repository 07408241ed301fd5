// The built command, as an application has it in node_modules.
import { join } from 'node:path';
import { source } from './app.ts';
import { type Ended, outputOf, runNode } from './run.ts';

export type MigrationState = { readonly name: string; readonly state: string; readonly batch: number | null };

const bin = join(source, 'node_modules/@roostjs/cli/bin/roost.js');

export function tryRoost(folder: string, ...args: readonly string[]): Promise<Ended> {
  return runNode(folder, [bin, ...args]);
}

export async function roost(folder: string, ...args: readonly string[]): Promise<string> {
  return outputOf(await tryRoost(folder, ...args));
}

export async function statusOf(folder: string): Promise<readonly MigrationState[]> {
  const { result } = JSON.parse(await roost(folder, 'migrate:status', '--json'));
  return result.migrations;
}
