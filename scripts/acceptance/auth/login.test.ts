import { expect } from "chai";
import { describe, it } from "mocha";
import { expectProblem } from "../problems.ts";
import { unique } from "../samples.ts";
import { askToLogIn, logIn } from "./people.ts";

/** The duration of a failing login in milliseconds. */
async function timeOf(username: string): Promise<number> {
  const start = performance.now();
  const response = await askToLogIn(username, "not the password");
  await expectProblem(response, 401);
  return performance.now() - start;
}

describe("a login that fails", () => {
  it("takes the same time for a known and an unknown name", async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 2; round++) {
      for (let turn = 0; turn < 3; turn++) {
        known.push(await timeOf("bob"));
        unknown.push(await timeOf(unique()));
      }
      // Later stages delay logins after some failures in a row.
      await logIn("bob", "builder");
    }

    // A busy machine only makes them longer: the shortest one is comparable.
    const ratio = Math.min(...known) / Math.min(...unknown);
    expect(ratio).to.be.within(0.6, 1 / 0.6);
  }).timeout(90_000);

  it("does not reveal which names are known", async () => {
    const [known, unknown] = await Promise.all([
      expectProblem(await askToLogIn("bob", "no"), 401),
      expectProblem(await askToLogIn(unique(), "no"), 401),
    ]);

    // Only the trace may differ.
    const sameTrace = { traceId: "any" };
    expect({ ...known, ...sameTrace }).to.deep.equal({
      ...unknown,
      ...sameTrace,
    });
  });
});
