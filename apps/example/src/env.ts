// What wrangler.jsonc binds to the Worker.

export type Env = { readonly DB: D1Database };
