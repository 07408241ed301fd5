// make:migration
import { RoostError } from '@roostjs/internal-errors';

export function titleInvalid(input: string, problem: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_INVALID',
    message: `'${input}' is not a valid migration name: ${problem}.`,
    hint: 'Use letters, digits and underscores, for example create_posts_table.',
    details: { input },
  });
}

export function tableInvalid(table: string, problem: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.TABLE_INVALID',
    message: `'${table}' is not a valid table name: ${problem}.`,
    hint: 'Give --create or --table a table name, for example posts.',
    details: { table },
  });
}

export function titleTaken(title: string, file: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.NAME_TAKEN',
    message: `A migration '${title}' already exists: '${file}'.`,
    hint: 'Choose another name, or edit that file if it is still pending everywhere.',
    details: { title, file },
  });
}

export function columnsInvalid(problem: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.COLUMNS_INVALID',
    message: `The columns cannot be used: ${problem}.`,
    hint: "Write them like this: 'title:text, bio:text?, views:int=0, slug:text:unique, author:references users'. Nothing was written.",
    details: { problem },
  });
}

export function columnsWithoutTable(title: string): RoostError {
  return new RoostError({
    code: 'MIGRATION.COLUMNS_INVALID',
    message: `The name '${title}' does not say to which table the columns belong.`,
    hint: 'Give --create <table> or --table <table>, or a name such as create_posts_table or add_slug_to_posts. Nothing was written.',
    details: { title },
  });
}
