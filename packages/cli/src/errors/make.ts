// make:migration
import { RoostError } from '@roostjs/internal-errors';

export function titleInvalid(input: string, problem: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_INVALID',
    message: `'${input}' cannot name a migration: ${problem}.`,
    hint: 'Give a title of letters, digits and underscores, for example create_posts_table.',
    details: { input },
  });
}

export function tableInvalid(table: string, problem: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.TABLE_INVALID',
    message: `'${table}' cannot name a table: ${problem}.`,
    hint: 'Give --create or --table the name of a table, for example posts.',
    details: { table },
  });
}

export function titleTaken(title: string, file: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_TAKEN',
    message: `There is a migration '${title}' already: '${file}'.`,
    hint: 'Choose another name, or edit that file while it is pending everywhere.',
    details: { title, file },
  });
}
