// Whose a migration module is, by its text. Pure.

/** A tool by its name; `roost` can run the module. */
export type ModuleTool =
  | 'roost'
  | 'Payload'
  | 'Knex'
  | 'Kysely'
  | 'TypeORM'
  | 'Sequelize'
  | 'MikroORM'
  | 'Lucid';

const signs: readonly (readonly [ModuleTool, RegExp])[] = [
  ['roost', /@roostjs\/|^export\s+default\s+\{/m],
  ['Payload', /@payloadcms\//],
  ['MikroORM', /@mikro-orm\//],
  ['Lucid', /@adonisjs\//],
  ['TypeORM', /\btypeorm\b/],
  ['Sequelize', /\bqueryInterface\b/],
  ['Kysely', /\bKysely\b/],
  ['Knex', /\bknex\b/i],
];

/** undefined if nothing in the text says whose it is. */
export function moduleTool(text: string): ModuleTool | undefined {
  return signs.find(([, sign]) => sign.test(text))?.[0];
}
