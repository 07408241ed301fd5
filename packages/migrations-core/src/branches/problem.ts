// What a problem is about, and in which order it is found. Pure.
import type { BranchOrder, OrderProblem } from './report.ts';

/** What is looked for in other comparisons. */
export type ProblemKey = { readonly subject: string; readonly order: BranchOrder };

export function keyOf(problem: OrderProblem): ProblemKey {
  return { subject: subjectOf(problem), order: orderOf(problem) };
}

function subjectOf(problem: OrderProblem): string {
  if (problem.kind === 'fails') return 'fails';
  return problem.kind === 'schema' ? `${problem.type} ${problem.name}` : `rows ${problem.table}`;
}

/** The order that fails, or that differs from the first one. */
function orderOf(problem: OrderProblem): BranchOrder {
  if (problem.kind === 'fails') return problem.order;
  return (problem.kind === 'schema' ? problem.texts : problem.only)[1].order;
}

/** An object that differs by name as it does in the other order, and a failure by name where another order fails too: that is said once. */
export function withoutRepeated(problems: readonly OrderProblem[]): readonly OrderProblem[] {
  const others = new Set(problems.filter((one) => orderOf(one) !== 'by-name').map(subjectOf));
  return problems.filter((one) => orderOf(one) !== 'by-name' || !others.has(subjectOf(one)));
}

/** The problem of the key among these; `byName`: the order that files run in by name, there. */
export function problemOf(
  { subject, order }: ProblemKey,
  problems: readonly OrderProblem[],
  byName: BranchOrder,
): OrderProblem | undefined {
  const wanted = order === 'by-name' ? byName : order;
  const found = problems.find((one) => subjectOf(one) === subject && orderOf(one) === wanted);
  return found === undefined ? undefined : inOrder(found, order);
}

function inOrder(problem: OrderProblem, order: BranchOrder): OrderProblem {
  if (problem.kind === 'fails') return { ...problem, order };
  if (problem.kind === 'schema')
    return { ...problem, texts: [problem.texts[0], { ...problem.texts[1], order }] };
  return { ...problem, only: [problem.only[0], { ...problem.only[1], order }] };
}
