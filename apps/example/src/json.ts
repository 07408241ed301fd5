// JSON in and out: a body that is not as it must be is refused with 400, before the database is asked.
import { Refusal } from './refusal.ts';

export type Body = Readonly<Record<string, unknown>>;

export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status });
}

export async function readBody(request: Request): Promise<Body> {
  const value = parse(await request.text());
  if (isBody(value)) return value;
  throw new Refusal(400, 'the body must be a JSON object');
}

export function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new Refusal(400, `${name} must be a text that is not empty`);
}

export function optionalText(body: Body, name: string): string | undefined {
  return body[name] === undefined ? undefined : text(body, name);
}

export function id(body: Body, name: string): number {
  const value = body[name];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new Refusal(400, `${name} must be a whole number`);
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new Refusal(400, 'the body is not JSON');
  }
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
