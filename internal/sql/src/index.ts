// The public list of SQLite's lexical grammar and of what we read off a statement.

export { firstLine } from './describe.ts';
export { effectOf, type StatementEffect } from './effect.ts';
export { identifiersIn } from './identifiers.ts';
export { type SqlPart, splitParts, splitStatements } from './split.ts';
export type { Token, TokenKind } from './token.ts';
export { tokens } from './tokens.ts';
