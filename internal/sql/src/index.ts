// SQLite's lexical grammar, and what can be read from the text of a statement.

export { comparableSql } from './comparable.ts';
export { type Creation, creationOf, isKeptForLater } from './creation.ts';
export { isSameDefinition } from './definition.ts';
export { firstLine } from './describe.ts';
export { effectOf, type StatementEffect } from './effect.ts';
export { errorPlace, hasErrorAtOffset, readError } from './error-place.ts';
export { identifiersIn, unquoted } from './identifiers.ts';
export { reindented } from './indentation.ts';
export { hiddenText, inlineValues, literalOf, mustBeHidden } from './inline.ts';
export { withLineFeeds } from './line-ends.ts';
export { isSameName, nameKey } from './names.ts';
export { editDistance, nearestName } from './nearest.ts';
export { type Parameters, type ParameterUse, parametersOf, parameterUses } from './parameters.ts';
export { type PlainTrigger, plainTrigger } from './plain-trigger.ts';
export { nameInSql, quotedName, quotedText } from './quotes.ts';
export { rowVerbs } from './row-verbs.ts';
export { returnsNoRows } from './rows-returned.ts';
export { readsSchemaOnly } from './schema-read.ts';
export { type SqlPart, splitParts, splitStatements } from './split.ts';
export {
  type Lexeme,
  type Statement,
  statementOf,
  type Target,
  targetAt,
  wordsAt,
} from './statement.ts';
export { terminated, withClosedComment } from './terminate.ts';
export type { Token, TokenKind } from './token.ts';
export { tokens } from './tokens.ts';
export { type SqlValue, toSqlValue } from './values.ts';
export { wellFormed } from './well-formed.ts';
