// From the schema of one project to that of another: everything of the one goes, and everything of the other comes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionsOf } from '@roostjs/internal-core';
import { expect, it } from 'vitest';
import { differenceOf } from './support.ts';

const folder = join(import.meta.dirname, '../../../corpus/made');
const projects = readdirSync(folder);

/** The statements before the rows. */
function statementsOf(project: string | undefined): readonly string[] {
  if (project === undefined) return [];
  const text = readFileSync(join(folder, project), 'utf8');
  return sectionsOf(project, text.split(/^(?:"|-- d1_migrations)/m)[0] ?? '').up;
}

it.each(projects.map((project, index) => ({ project, before: projects[index - 1] })))(
  'to $project from $before, and back',
  async ({ project, before }) => {
    const { planned } = await differenceOf(statementsOf(before), statementsOf(project));
    expect(planned.length).toBeGreaterThan(0);
  },
);
