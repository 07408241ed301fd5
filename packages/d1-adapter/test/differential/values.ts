// Values for parameters, of every type that D1 accepts and some that it does not.

import type { Random } from './random.ts';

const taken: readonly ((random: Random) => unknown)[] = [
  (random) => random.below(10),
  (random) => random.below(1000) - 500,
  (random) => random.below(1000) / 8,
  (random) => random.pick([-0, 0.5, 1e9, 2 ** 31, -(2 ** 33), 12.125]),
  (random) => random.pick([Number.NaN, Number.POSITIVE_INFINITY]),
  (random) =>
    random.pick(['', 'a', 'B', 'ab', '12', ' 1.5 ', '1e3', "it's; --", 'é漢😀', '{"a":[1,"b"]}', '%']),
  (random) => random.percent(50),
  () => null,
  (random) => Uint8Array.from(random.several(0, 3, () => random.below(256))),
  (random) => Uint8Array.from(random.several(0, 3, () => random.below(256))).buffer,
  (random) => random.several(0, 3, () => random.below(256)),
  (random) => Float32Array.of(random.below(300)),
];

const refused: readonly ((random: Random) => unknown)[] = [
  () => undefined,
  () => 1n,
  () => ({ a: 1 }),
  () => ['a'],
  () => new Date(0),
];

export function valueFrom(random: Random): unknown {
  return random.pick(random.percent(1) ? refused : taken)(random);
}
