// The entry of `@roostjs/d1-adapter/wrangler`: reads which databases a wrangler configuration names. It loads neither
// wrangler nor native code.

export {
  accountIdOf,
  chooseDatabase,
  chosenEnvironment,
  type DatabaseChoice,
  workerNameOf,
} from './wrangler/choose-database.ts';
export { findWranglerConfig, foldersUpFrom } from './wrangler/find.ts';
export { wranglerConfigsBelow } from './wrangler/find-below.ts';
export { type LocalDatabaseOptions, localDatabaseFile, localDatabaseId } from './wrangler/local-file.ts';
export { readWranglerConfig } from './wrangler/read.ts';
export {
  type RemoteDatabaseChoice,
  type WranglerRemoteAddress,
  wranglerRemoteAddress,
} from './wrangler/remote-address.ts';
export { remoteDatabaseName } from './wrangler/remote-name.ts';
export type { D1Binding, WranglerConfig, WranglerEnvironment } from './wrangler/wrangler-config.ts';
