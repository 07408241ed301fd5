// Loaded into wrangler's process ahead of it: writes down each host that it connects to, and refuses all but loopback. CommonJS, as
// each of wrangler's threads loads it, and an ES module takes them a tenth of a second.
const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');

const { connect } = Socket.prototype;
const contacts = process.env.CONTACTS_FILE;
if (contacts === undefined) throw new Error('CONTACTS_FILE is not set');

// net.connect() hands its arguments over as one array; whoever calls the method itself gives them one by one.
Socket.prototype.connect = function connectToLoopback(...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === 'object' ? first : { port: first, host: second };
  if (!options.path) {
    const host = options.host || 'localhost';
    appendFileSync(contacts, `${host}\n`);
    if (!/^(?:127\.|localhost$|::1$)/.test(host)) {
      return this.destroy(new Error(`${host} is not loopback`));
    }
  }
  return Reflect.apply(connect, this, args);
};
