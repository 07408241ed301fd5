// One wrong input: what is asked of which project, and what the answer must name.
import { createsTable, nameOf } from '../support/migrations.ts';
import { type Files, wranglerConfig } from '../support/project.ts';

export type Refusal = {
  /** What is wrong. */
  readonly title: string;
  readonly args: readonly string[];
  readonly code: string;
  /** Words that must stand in the message. */
  readonly names: readonly string[];
  /** All files of the project; a good one unless given. */
  readonly files?: Files;
  /** Path → where the symbolic link leads. */
  readonly links?: Files;
  /** SQL that makes `app.sqlite`. */
  readonly sqlite?: string;
  readonly env?: Readonly<Record<string, string>>;
};

export const folder = 'database/migrations';

export const configuration: Files = { 'wrangler.jsonc': wranglerConfig };

export const oneMigration: Files = { [`${folder}/${nameOf(1, 'a')}.ts`]: createsTable('a') };

export const goodProject: Files = { ...configuration, ...oneMigration };
