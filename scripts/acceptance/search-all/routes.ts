import type { Route } from "../bad-input/routes.ts";
import { callSearch, untilComplete } from "./search.ts";

async function nothing() {}

/** The routes of the search of all sources. */
export const searchRoutes: Route[] = [
  {
    name: "GET /search",
    method: "GET",
    prepare: async () => ({ path: "/search", state: nothing }),
  },
  {
    name: "GET /search/results/{id}",
    method: "GET",
    async prepare() {
      const headers = { prefer: "respond-async" };
      const reply = await callSearch("/search?q=pie", { headers });
      const path = reply.headers.get("location") ?? "";
      await untilComplete(path);
      return { path, state: nothing };
    },
  },
];
