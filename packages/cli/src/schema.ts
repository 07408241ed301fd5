// What a migration can call beside its db, for who has installed the command alone. Loads nothing of the command.
export * from '@roostjs/migrations-core/schema';
