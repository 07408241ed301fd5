// Starts the demo, or says in one sentence that Node is too old for it. Written so that any Node since 14 can parse it.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `The demo needs Node.js 22.18 or newer; this is ${process.version}. Install a current one from https://nodejs.org.\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import('./demo/main.ts');
  process.exitCode = await main();
}
