#!/usr/bin/env node
// Says in one sentence that another runtime or a newer Node is needed, before anything is loaded that this one cannot
// run: better-sqlite3 would end an old Node without a word. Written so that any of them can parse it.
var versions = process.versions;
var node = versions.node.split('.').map(Number);
var runtime = versions.bun ? `Bun ${versions.bun}` : versions.deno ? `Deno ${versions.deno}` : '';
if (runtime !== '' || node[0] < 22 || (node[0] === 22 && node[1] < 18)) {
  process.stderr.write(
    'roost needs Node.js 22.18 or newer; this is ' +
      (runtime === ''
        ? `${process.version}. Install a current one from https://nodejs.org.\n`
        : `${runtime}. Start it with Node.js: npx @roostjs/cli.\n`),
  );
  process.exitCode = 2;
} else {
  import('../dist/start.js');
}
