// The command that someone means who writes the word of another migrator or framework. Pure.
import { type CommandName, commandNamed, commands } from './commands.ts';

const words: Readonly<Partial<Record<CommandName, string>>> = {
  migrate:
    'up latest apply deploy push run migrate:up migrate:latest migrate:deploy migrate:run migrate:apply db:migrate ' +
    'db:push db:up db:deploy migration:run migration:up migrations:apply migrations:run d1:migrations:apply',
  'migrate:rollback':
    'down undo revert migrate:down migrate:undo migrate:revert db:rollback db:down db:migrate:undo migration:revert ' +
    'migration:down migrations:rollback',
  'migrate:status':
    'list ls migrate:list db:status db:migrate:status migration:show migration:list migration:status migrations:list ' +
    'migrations:status d1:migrations:list',
  'migrate:fresh': 'wipe drop db:wipe db:drop db:reset db:fresh schema:drop migration:fresh',
  'migrate:refresh': 'redo migrate:redo db:refresh migration:refresh',
  'make:migration':
    'generate create new add g migrate:make migrate:create migrate:new migrate:add migrate:generate migration ' +
    'migration:create migration:generate migration:make migration:new migrations:create db:generate ' +
    'generate:migration create:migration new:migration d1:migrations:create',
  'make:seeder': 'seed:make seed:create seed:new seed:generate make:seed generate:seeder create:seeder',
  'db:seed': 'seed:run seed:all db:seed:all seeds seeder',
  'schema:dump': 'db:dump schema:export db:schema:dump db:structure:dump',
  'schema:diagram': 'erd er diagram schema:erd db:diagram generate:erd',
  'schema:types': 'codegen typegen generate:types db:types gen:types',
  'migrate:lint': 'check validate migrate:check migrate:validate',
  'migrate:verify': 'test migrate:test',
  'migrate:squash': 'migrate:collapse schema:squash',
  'migrate:adopt': 'baseline migrate:baseline migrate:fake',
  'migrate:resolve': 'fix migrate:fix',
  init: 'setup pull introspect db:pull inspect start',
};

/** The whole command for a part of its name, for a word of another tool, and for two words: `migrate status`. */
export function commandMeantBy(args: readonly string[]): CommandName | undefined {
  const [first = '', second = '', third = ''] = args;
  return [[first, second, third], [first, second], [first]]
    .map((parts) => parts.filter((part) => part !== '').join(':'))
    .map(commandFor)
    .find((name) => name !== undefined);
}

function commandFor(word: string): CommandName | undefined {
  return commandNamed(word)?.name ?? otherName(word) ?? wholeName(word);
}

function otherName(word: string): CommandName | undefined {
  const spelling = word.toLowerCase();
  return commands.map(({ name }) => name).find((name) => words[name]?.split(' ').includes(spelling));
}

function wholeName(word: string): CommandName | undefined {
  return commands.find(({ name }) => name.endsWith(`:${word}`) || name.startsWith(`${word}:`))?.name;
}
