// A report as the result of --json: of the schema only what changes. Pure.
import type { Review } from './review.ts';
import { changesOf, decisionsOf } from './words.ts';

export function reviewJson({ diagram, ...review }: Review): Record<string, unknown> {
  return { ...review, decisions: decisionsOf({ diagram, ...review }), schemaChanges: changesOf(diagram) };
}
