// The entry of `@roostjs/d1-adapter/rules`: what D1 rejects, found from a statement's text. It loads no native code.

export { type BrokenRule, brokenRule } from './d1/rules/broken-rule.ts';
export type { RuleName } from './d1/rules/violation.ts';
