import { expect } from "chai";
import { describe, it } from "mocha";
import { kinds } from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { send, store } from "../store.ts";
import { routes } from "./routes.ts";
import { badSegments } from "./values.ts";

const line = { kind: "book", number: "123456789999", quantity: 1 };

/** Bodies that are valid, so that only the path is refused. */
const bodies: Record<string, unknown> = {
  "PUT /stock/{number}": { onHand: 1 },
  "POST /carts/{cartId}/lines": line,
  "PUT /carts/{cartId}/lines/{number}": { quantity: 1 },
};

for (const { name, method } of routes.filter(({ name }) => /\{/.test(name))) {
  describe(`the path of ${name}`, () => {
    it("is refused with anything that no key or number is", async () => {
      for (const segment of badSegments) {
        const path = name
          .replace(`${method} `, "")
          .replace(/\{\w+\}/g, encodeURIComponent(segment));

        const response = await send(method, path, { json: bodies[name] });

        await expectProblem(response, [400, 404]);
      }
    });

    it("is refused with a broken escape", async () => {
      const path = name.replace(`${method} `, "").replace(/\{\w+\}/g, "%E0%A4");

      await expectProblem(await send(method, path), 400);
    });
  });
}

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
