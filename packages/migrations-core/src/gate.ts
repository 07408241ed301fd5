// The public exports of @roostjs/migrations-core/gate, which code that is deployed calls before it uses its database.
export { isRoostError, RoostError } from './errors.ts';
export { assertSchema, type GateOptions, type SchemaReport } from './gate/assert-schema.ts';
export type { SchemaManifest } from './gate/manifest.ts';
export type { GateDatabase } from './gate/read-gate.ts';
