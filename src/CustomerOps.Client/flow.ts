// A ticket's life by the typed client: node dist/flow.js, with GATEWAY and API_KEY set. Prints what it saw as JSON.
import { customerOps, Problem, rows } from "./client.js";

const { GATEWAY, API_KEY } = process.env;
if (!GATEWAY || !API_KEY) throw new Error("Set GATEWAY and API_KEY.");
const api = customerOps(GATEWAY, API_KEY);

const created = await api.POST("/api/v1/tickets", {
  body: { channel: "web", subject: "Typed", body: "From the typed client.", requester: { email: "typed@example.com", name: "Typed" } },
});
const id = created.data!.id;
await api.POST("/api/v1/tickets/{id}/messages", { params: { path: { id } }, body: { visibility: "public", body: "We are on it." } });
const read = await api.GET("/api/v1/tickets/{id}", { params: { path: { id }, query: { include: "messages" } } });
const solved = await api.PUT("/api/v1/tickets/{id}/solution", {
  params: { path: { id }, header: { "If-Match": read.response.headers.get("ETag")! } }, body: { summary: "Done." },
});

let stale = "";
try {
  await api.PUT("/api/v1/tickets/{id}/solution", { params: { path: { id }, header: { "If-Match": '"1"' } }, body: { summary: "Again." } });
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem;
  stale = problem.code;
}

let listed = 0;
for await (const ticket of rows(async (after) => (await api.GET("/api/v1/tickets", { params: { query: { requester: "typed@example.com", limit: 1, after } } })).data!))
  if (ticket.id === id) listed++;
console.log(JSON.stringify({ state: solved.data!.state, messages: read.data!.messages!.items.length, stale, listed }));
