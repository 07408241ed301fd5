// Loaded into wrangler's process ahead of it: writes down each host that it connects to, and refuses all but loopback.
import { appendFileSync } from 'node:fs';
import { type NetConnectOpts, Socket } from 'node:net';

const { connect } = Socket.prototype;
const contacts = process.env['CONTACTS_FILE'];
if (contacts === undefined) throw new Error('CONTACTS_FILE is not set');

// net.connect() hands its arguments over as one array; whoever calls the method itself gives them one by one.
Socket.prototype.connect = function connectToLoopback(this: Socket, ...args: unknown[]): Socket {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options = (typeof first === 'object' ? first : { port: first, host: second }) as NetConnectOpts;
  if (!('path' in options && options.path)) {
    const host = ('host' in options && options.host) || 'localhost';
    appendFileSync(contacts, `${host}\n`);
    if (!/^(?:127\.|localhost$|::1$)/.test(host)) {
      return this.destroy(new Error(`${host} is not loopback`));
    }
  }
  return Reflect.apply(connect, this, args);
} as typeof connect;
