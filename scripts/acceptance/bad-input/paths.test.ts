import { expect } from "chai";
import { describe, it } from "mocha";
import { kinds } from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { send, store } from "../store.ts";
import { describePaths } from "./describe-paths.ts";
import { routes } from "./routes.ts";

describePaths(routes);

describe("a path that does not exist", () => {
  const calls = [
    ...kinds.flatMap(({ path }) => [
      `GET ${path}/123456789999/cover`,
      `DELETE ${path}`,
      `PATCH ${path}/123456789999`,
      `POST ${path}/123456789999`,
    ]),
    "GET /numbers",
    "GET /numbers/book/2",
    "POST /numbers/book",
    "POST /stock",
    "GET /reservations",
    "GET /carts",
    "DELETE /carts/one",
    "GET /carts/one/checkout",
    "POST /orders",
    "DELETE /orders/one",
  ];

  for (const call of calls) {
    it(`answers 404 to ${call}`, async () => {
      const [method, path] = call.split(" ") as [string, string];

      await expectProblem(await send(method, path), 404);
    });
  }
});

describe("a cart with a name that objects have", () => {
  it("is a cart like any other", async () => {
    for (const cartId of ["constructor", "toString", "hasOwnProperty"]) {
      const { lines } = await store.carts.get(cartId);

      expect(lines).to.deep.equal([]);
    }
  });
});
