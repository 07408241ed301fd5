// How much each search tries: a part in every run, all of it in `pnpm test:long`. A variable of its name asks for another amount.
const amounts = {
  DIFFERENTIAL_STATEMENTS: { usual: 2_500, long: 10_000 },
  MUTATIONS: { usual: 300, long: 600 },
  REBUILD_CASES: { usual: 40, long: 120 },
  MODEL_RUNS: { usual: 40, long: 120 },
  RUNNERS_ROUNDS: { usual: 15, long: 50 },
  LOSS_CASES: { usual: 100, long: 200 },
  DIFFERENCES: { usual: 20, long: 200 },
  KILLED_MIGRATIONS: { usual: 6, long: 50 },
  OBJECTS: { usual: 100, long: 1_000 },
  KILL_ROUNDS: { usual: 2, long: 5 },
  CORPUS_LOCALLY: { usual: 1, long: 100 },
  CORPUS_ADOPTED: { usual: 5, long: 100 },
  CORPUS_IMPORTED: { usual: 6, long: 100 },
  CORPUS_REFUSED_BY_WRANGLER: { usual: 1, long: 100 },
} as const;

const isLong = process.env['LONG_SEARCHES'] !== undefined;

export function amountOf(search: keyof typeof amounts): number {
  const { usual, long } = amounts[search];
  return Number(process.env[search] ?? (isLong ? long : usual));
}
