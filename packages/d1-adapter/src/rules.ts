// The entry of `@roostjs/d1-adapter/rules`: what D1 rejects, found from a statement's text, and what to do instead. It
// loads no native code.

export { remedyFor } from './d1/remedies/remedies.ts';
export type { SchemaNames } from './d1/remedies/remedy.ts';
export { type BrokenRule, brokenRule } from './d1/rules/broken-rule.ts';
export type { RuleName } from './d1/rules/violation.ts';
