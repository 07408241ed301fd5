#!/usr/bin/env node
// Says in one sentence that Node is too old, before anything is loaded that an old Node cannot run: better-sqlite3
// would end the process without a word. Written so that any Node can parse it.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 18)) {
  process.stderr.write(
    'roost needs Node.js 22.18 or newer; this is ' +
      process.version +
      '. Install a current one from https://nodejs.org.\n',
  );
  process.exitCode = 2;
} else {
  import('../dist/start.js');
}
