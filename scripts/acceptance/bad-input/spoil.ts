import { expect } from "chai";
import { before, it } from "mocha";
import type { Problem } from "../../../demo01/client/store-client.ts";
import { expectProblem } from "../problems.ts";
import { send } from "../store.ts";
import type { GoodCall, Route } from "./routes.ts";

type Spoilt = Parameters<typeof send>[2] & { query?: string };

/** A valid call of a route, into which a test puts a bad value. */
export function spoiling({ method, prepare }: Route) {
  let call: GoodCall;
  let stateBefore: unknown;

  before(async () => {
    call = await prepare();
    stateBefore = await call.state();
  });

  return {
    goodBody: () => structuredClone(call.json ?? {}),

    /** A test whose calls are all refused; at its end, nothing has changed. */
    itRefuses(what: string, check: () => Promise<unknown>) {
      it(what, async () => {
        await check();
        expect(await call.state()).to.deep.equal(stateBefore);
      });
    },

    /** Makes the call with the bad value, and returns the problem details. */
    async refused(
      { query, ...spoilt }: Spoilt,
      status: number[] = [400],
    ): Promise<Problem> {
      const separator = call.path.includes("?") ? "&" : "?";
      const path = query ? call.path + separator + query : call.path;
      const json = method === "GET" ? undefined : call.json;
      const sent = spoilt.text === undefined ? { json, ...spoilt } : spoilt;
      return expectProblem(await send(method, path, sent), status);
    },
  };
}

/** The body with another value at a path such as `lines.0.number`. */
export function replaced(
  body: Record<string, unknown>,
  path: string,
  value: unknown,
) {
  const steps = path.split(".");
  const last = steps.pop() as string;
  const target = steps.reduce(
    (inner, step) => inner[step] as Record<string, unknown>,
    body,
  );
  target[last] = value;
  return body;
}
