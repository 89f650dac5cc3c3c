import { expect } from "chai";
import { describe } from "mocha";
import { fieldsOf } from "../problems.ts";
import type { Route } from "./routes.ts";
import { spoiling } from "./spoil.ts";

const unknown = ["colour=red", "$where=1", "__proto__=1", "constructor=1"];

/** Tests that routes refuse parameters that they do not know. */
export function describeQueries(routes: Route[]) {
  for (const route of routes) {
    describe(`${route.name} refuses`, () => describeUnknown(route));
  }
}

function describeUnknown(route: Route) {
  const { itRefuses, refused } = spoiling(route);

  itRefuses("unknown parameters, and names them", async () => {
    for (const query of unknown) {
      const named = fieldsOf(await refused({ query }));

      expect(named).to.deep.equal([query.split("=")[0]]);
    }
  });

  itRefuses("operators in the query", async () => {
    const problem = await refused({ query: "number[$gt]=&_id[$ne]=1" });

    expect(problem.errors).to.have.length(2);
  });
}
