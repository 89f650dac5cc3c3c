import { describe, it } from "mocha";
import { expectProblem } from "../problems.ts";
import { send } from "../store.ts";
import type { Route } from "./routes.ts";
import { badSegments } from "./values.ts";

const line = { kind: "book", number: "123456789999", quantity: 1 };

/** Bodies that are valid, so that only the path is refused. */
const bodies: Record<string, unknown> = {
  "PUT /stock/{number}": { onHand: 1 },
  "POST /carts/{cartId}/lines": line,
  "PUT /carts/{cartId}/lines/{number}": { quantity: 1 },
  "POST /posts/{id}/comments": { content: "One" },
  "PUT /moderations/{commentId}": { status: "approved" },
  "PUT /tags/{number}": { tags: ["gothic"] },
};

/** Tests that routes refuse bad paths. */
export function describePaths(routes: Route[]) {
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
        const path = name
          .replace(`${method} `, "")
          .replace(/\{\w+\}/g, "%E0%A4");

        await expectProblem(await send(method, path), 400);
      });
    });
  }
}
