// The Worker: a small blog, as a page and as JSON. A request goes to its route; whatever a route throws becomes an answer here.
import { constraintRefusal } from './constraint.ts';
import type { Env } from './env.ts';
import { json } from './json.ts';
import { Refusal } from './refusal.ts';
import { answer } from './routes.ts';

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      return await answer(request, env);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : constraintRefusal(error);
      if (refusal !== undefined) return json({ error: refusal.message }, refusal.status);
      console.error(error);
      return json({ error: 'internal error' }, 500);
    }
  },
} satisfies ExportedHandler<Env>;
