import { expect } from "chai";
import { describe, it } from "mocha";
import { kinds } from "../kinds.ts";
import { expectProblem, fieldsOf } from "../problems.ts";
import { send } from "../store.ts";
import { describeQueries } from "./describe-queries.ts";
import { routes } from "./routes.ts";

describeQueries(routes);

const searches = kinds.flatMap(({ path }) =>
  ["q", "limit", "after", "numbers"].map((name) => ({ path, name })),
);

for (const { path, name } of [
  ...searches,
  { path: "/stock", name: "numbers" },
]) {
  describe(`the parameter ${name} of GET ${path}`, () => {
    async function refused(query: string) {
      const problem = await expectProblem(
        await send("GET", `${path}?${query}`),
        400,
      );
      return fieldsOf(problem);
    }

    it("is refused when it comes twice", async () => {
      for (const value of ["1", "123456789012"]) {
        const twice = `${name}=${value}&${name}=${value}`;

        expect(await refused(twice)).to.deep.equal([name]);
      }
    });

    it("is refused with an operator, or as a list", async () => {
      for (const inner of ["$gt", "$regex", "", "0", "__proto__"]) {
        const [named] = await refused(`${name}[${inner}]=1`);

        expect(named).to.match(new RegExp(`^${name}`));
      }
    });

    it("is refused when it is very long", async () => {
      const [named] = await refused(`${name}=${"x".repeat(5_000)}`);

      expect(named).to.match(new RegExp(`^${name}`));
    });
  });
}

describe("GET /stock", () => {
  it("refuses numbers that are none, and no numbers at all", async () => {
    for (const query of ["", "?numbers=", "?numbers=a,b", "?numbers=1,,2"]) {
      await expectProblem(await send("GET", `/stock${query}`), 400);
    }
  });
});

describe("a search", () => {
  it("answers unusual texts with 200 or 400", async () => {
    for (const { path } of kinds) {
      for (const q of ['{"$gt":""}', "\\", "[", "(?:", "%", "\u0000", "💿"]) {
        const query = `q=${encodeURIComponent(q)}`;
        const response = await send("GET", `${path}?${query}`);

        expect(response.status, q).to.be.oneOf([200, 400]);
        await response.text();
      }
    }
  });
});
