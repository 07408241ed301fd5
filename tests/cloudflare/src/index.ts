// The public list of the stand-in for the Cloudflare API: what a test starts, sets and looks at.

export type { Behaviour } from './behaviour.ts';
export type { D1 } from './binding.ts';
export { type Cloudflare, type CloudflareOptions, type Rows, startCloudflare } from './cloudflare.ts';
export type { DatabaseInfo } from './databases.ts';
export type { Fault, FaultRule, RequestPattern } from './faults.ts';
export type { RecordedRequest } from './record.ts';
export type { SplittingRule } from './split.ts';
