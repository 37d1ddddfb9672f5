import createClient, { type Client, type Middleware } from "openapi-fetch";
import type { components, paths } from "./generated/v1.js";

export type { components, paths };

/** What the API answers when something went wrong (RFC 9457); `code` is stable, for programs. */
export class Problem extends Error {
  constructor(readonly body: components["schemas"]["ProblemBody"]) {
    super(`${body.status} ${body.code}: ${body.detail}`);
    this.name = "Problem";
  }

  get code(): string { return this.body.code; }
  get status(): number { return this.body.status; }
  get errors(): Record<string, string[]> { return this.body.errors ?? {}; }
}

/**
 * A client of one gateway.
 * @param baseUrl where the gateway is, without a path
 * @param key an API key (`cok_…`); left out in a browser, whose session cookie is used with the CSRF header
 */
export function customerOps(baseUrl: string, key?: string): Client<paths> {
  const client = createClient<paths>({ baseUrl, ...(key ? {} : { credentials: "include" as const }) });
  client.use(manners(key));
  return client;
}

/** Every POST can be repeated safely, every error is a {@link Problem}. */
function manners(key?: string): Middleware {
  return {
    onRequest({ request }) {
      if (key) request.headers.set("Authorization", `Bearer ${key}`);
      else request.headers.set("X-CustomerOps-Csrf", "1");
      if (request.method === "POST" && !request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", crypto.randomUUID());
      return request;
    },
    async onResponse({ response }) {
      if (response.headers.get("content-type")?.startsWith("application/problem+json")) throw new Problem(await response.json());
      return response;
    },
  };
}

/**
 * All rows of a list, page by page.
 * @param read reads one page; `after` is undefined for the first
 */
export async function* rows<T>(read: (after: string | undefined) => Promise<{ items: T[]; next: string | null }>): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page = await read(after);
    yield* page.items;
    after = page.next ?? undefined;
  } while (after);
}
