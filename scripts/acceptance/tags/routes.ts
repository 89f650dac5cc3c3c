import type { GoodCall, Route } from "../bad-input/routes.ts";
import { copy, newBook } from "../recommend/samples.ts";
import { send } from "../store.ts";

async function nothing() {}

/** A call about the tags of an item that is sold. */
async function aboutItem(json?: Record<string, unknown>): Promise<GoodCall> {
  const item = newBook();
  await copy("tag-api", [item]);
  const path = `/tags/${item.id}`;
  const state = async () => (await send("GET", path)).json();
  return json ? { path, json, state } : { path, state };
}

/** The routes of tags and recommendations. */
export const tagRoutes: Route[] = [
  {
    name: "GET /recommendations",
    method: "GET",
    prepare: async () => ({
      ...{ path: "/recommendations?number=9798000000014", state: nothing },
    }),
  },
  {
    name: "GET /tags",
    method: "GET",
    prepare: async () => ({ path: "/tags", state: nothing }),
  },
  {
    name: "GET /tags/{number}",
    method: "GET",
    prepare: () => aboutItem(),
  },
  {
    name: "PUT /tags/{number}",
    method: "PUT",
    body: { tags: "labels" },
    prepare: () => aboutItem({ tags: ["gothic"] }),
  },
];
