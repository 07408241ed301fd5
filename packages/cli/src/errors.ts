// Every error of the command line. docs/errors.md has an entry for each code.
export * from './errors/build.ts';
export * from './errors/command-line.ts';
export * from './errors/consent.ts';
export * from './errors/difference.ts';
export * from './errors/dump.ts';
export * from './errors/export.ts';
export * from './errors/folder.ts';
export * from './errors/import.ts';
export * from './errors/init.ts';
export * from './errors/loading.ts';
export * from './errors/make.ts';
export * from './errors/running.ts';
export * from './errors/seeders.ts';
export * from './errors/several-databases.ts';
export * from './errors/squash.ts';
export * from './errors/target.ts';
export * from './errors/types.ts';
