// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { describePermissions } from "../auth/describe-permissions.ts";
import { parseTable } from "../auth/permissions.ts";
import type { Route } from "../bad-input/routes.ts";
import { searchRoutes } from "../search-all/routes.ts";
import { tagRoutes } from "./routes.ts";

/** The owner of tags is the user of the request, whatever the name. */
const permissions = parseTable(`
                                 anonym owner other admin service
GET /search                         200   200   200   200     200
GET /search/results/{id}            200   200   200   200     200
GET /recommendations                200   200   200   200     200
GET /tags                           401   200   200   200     403
GET /tags/{number}                  401   200   200   200     403
PUT /tags/{number}                  401   200   200   200     403
`);

const services = {
  search: "search-api",
  recommendations: "recommend-api",
  tags: "tag-api",
};

const routes: Route[] = [...searchRoutes, ...tagRoutes];

async function prepare(name: string) {
  const route = routes.find((it) => it.name === name);
  if (!route) throw new Error(`There is no route ${name}.`);
  const call = await route.prepare();
  return { ...call, method: route.method, owner: "alice" };
}

describePermissions(permissions, services, prepare);

describe("the table of permissions", () => {
  it("has every route of search, recommendations and tags", () => {
    const known = permissions.map(({ route }) => route);

    expect(known).to.have.members(routes.map(({ name }) => name));
  });
});
