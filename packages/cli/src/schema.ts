// Functions for migrations, for projects that install only the command. Does not load the command.
export * from '@roostjs/migrations-core/schema';
