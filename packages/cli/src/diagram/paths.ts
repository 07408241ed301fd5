// Lines between tables as paths of SVG: with round corners, and the ends of the field's notation, crow's feet.
import type { Point } from './elk.ts';
import type { Line } from './layout.ts';

export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function at({ x, y }: Point): string {
  return `${number(x)} ${number(y)}`;
}

const radius = 8;

export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = rest.map((point, index) => {
    const next = rest[index + 1];
    const previous = points[index] ?? point;
    if (next === undefined) return `L${at(point)}`;
    const bend = Math.min(radius, distance(previous, point) / 2, distance(point, next) / 2);
    return `L${at(toward(point, previous, bend))}Q${at(point)} ${at(toward(point, next, bend))}`;
  });
  return `M${at(first)}${parts.join('')}`;
}

/**
 * At the parent: two bars for exactly one row, a circle and a bar for none or one, a bar alone where lines of both
 * kinds begin. At the referring table: a circle and a crow's foot for any number of rows, a circle and a bar for at
 * most one.
 */
export function endsPath({ reference: { isOptional, isUnique }, points, beginsMixed }: Line): string {
  const [first, second] = points;
  const [last, previous] = [points.at(-1), points.at(-2)];
  if (first === undefined || second === undefined || last === undefined || previous === undefined) return '';
  const least = isOptional ? circle(first, second, 15) : bar(first, second, 12);
  const parent = bar(first, second, 7) + (beginsMixed ? '' : least);
  const child = isUnique ? bar(last, previous, 7) : foot(last, previous);
  return parent + child + circle(last, previous, isUnique ? 15 : 16);
}

function bar(end: Point, inner: Point, away: number): string {
  const middle = toward(end, inner, away);
  const [one, other] = beside(middle, inner, end, 5);
  return `M${at(one)}L${at(other)}`;
}

function foot(end: Point, inner: Point): string {
  const tip = toward(end, inner, 12);
  const [one, other] = beside(end, inner, end, 6);
  return `M${at(tip)}L${at(one)}M${at(tip)}L${at(other)}`;
}

function circle(end: Point, inner: Point, away: number): string {
  const { x, y } = toward(end, inner, away);
  return `M${number(x - 4)} ${number(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`;
}

/** The points on both sides of a point, across the line from `one` to `other`. */
function beside(point: Point, one: Point, other: Point, by: number): readonly [Point, Point] {
  const length = distance(one, other) || 1;
  const [x, y] = [((other.y - one.y) / length) * by, ((other.x - one.x) / length) * by];
  return [
    { x: point.x - x, y: point.y + y },
    { x: point.x + x, y: point.y - y },
  ];
}

function toward(from: Point, to: Point, by: number): Point {
  const part = by / (distance(from, to) || 1);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(other.x - one.x, other.y - one.y);
}
