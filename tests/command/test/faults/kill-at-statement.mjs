// The killer: loaded into `roost` by `node --import`, it ends the process with SIGKILL at the boundary between two statements of
// its write transactions. ROOST_TEST_KILL_AT is the number of the boundary: 1 is behind the first BEGIN IMMEDIATE, and each
// statement from there on is one further; the last of a migration is behind its COMMIT. The counters that the driver reads in
// between change nothing and are not counted, and nor is what runs in memory, where migrations are looked at.
import SqliteDatabase from 'better-sqlite3';

const at = Number(process.env.ROOST_TEST_KILL_AT);
let passed = 0;
let hasBegun = false;

function watched(prototype, method) {
  const call = prototype[method];
  prototype[method] = function (...args) {
    const result = call.apply(this, args);
    if ((this.database ?? this).memory) return result;
    hasBegun ||= method === 'exec' && args[0] === 'BEGIN IMMEDIATE';
    if (hasBegun) passed += 1;
    if (hasBegun && passed === at) process.kill(process.pid, 'SIGKILL');
    return result;
  };
}

const probe = new SqliteDatabase(':memory:');
const statement = Object.getPrototypeOf(probe.prepare('SELECT 1'));
probe.close();
for (const method of ['run', 'all']) watched(statement, method);
watched(SqliteDatabase.prototype, 'exec');
