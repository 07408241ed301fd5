#!/usr/bin/env node
// Says in one sentence that another runtime or a newer Node is needed, before anything is loaded that this one cannot
// run: better-sqlite3 would end an old Node without a word. Written so that any of them can parse it.
var versions = process.versions;
var other = versions.bun ? `Bun ${versions.bun}` : versions.deno ? `Deno ${versions.deno}` : '';
var node = versions.node.split('.').map(Number);
if (other !== '') {
  refuse(`${other}. Start it with Node.js: npx @roostjs/cli.`);
} else if (node[0] < 22 || (node[0] === 22 && node[1] < 18)) {
  refuse(`${process.version}. Install a current one from https://nodejs.org.`);
} else {
  import('../dist/start.js');
}

function refuse(runtime) {
  process.stderr.write(`roost needs Node.js 22.18 or newer; this is ${runtime}\n`);
  process.exitCode = 2;
}
