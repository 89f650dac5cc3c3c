import { expect } from "chai";
import { describe, it } from "mocha";
import { expectProblem } from "../problems.ts";
import { unique } from "../samples.ts";
import { askToLogIn, callGateway, logIn } from "./people.ts";

/** How long a login takes that fails, in milliseconds. */
async function timeOf(username: string): Promise<number> {
  const start = performance.now();
  const response = await askToLogIn(username, "not the password");
  await expectProblem(response, 401);
  return performance.now() - start;
}

describe("a login that fails", () => {
  it("takes as long for a user as for nobody", async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 2; round++) {
      for (let turn = 0; turn < 3; turn++) {
        known.push(await timeOf("bob"));
        unknown.push(await timeOf(unique()));
      }
      // A success in between: failures in a row are slowed down.
      await logIn("bob", "builder");
    }

    // A busy machine only makes them longer: the shortest one is comparable.
    const ratio = Math.min(...known) / Math.min(...unknown);
    expect(ratio).to.be.within(0.6, 1 / 0.6);
  }).timeout(90_000);

  it("tells nothing about who is known", async () => {
    const [known, unknown] = await Promise.all([
      expectProblem(await askToLogIn("bob", "no"), 401),
      expectProblem(await askToLogIn(unique(), "no"), 401),
    ]);

    // Its trace is all that may differ.
    const sameTrace = { traceId: "any" };
    expect({ ...known, ...sameTrace }).to.deep.equal({
      ...unknown,
      ...sameTrace,
    });
  });

  it("is slowed down after some others, for a while", async () => {
    const username = unique();
    let slowed = await askToLogIn(username, "not the password");
    // Some are forgiven, and some on a slow machine that lets a wait end.
    for (let i = 0; i < 8 && slowed.status === 401; i++) {
      slowed = await askToLogIn(username, "not the password");
    }

    const seconds = Number(slowed.headers.get("retry-after"));
    await expectProblem(slowed, 429);
    expect(seconds).to.be.within(1, 30);
    await logIn("bob", "builder");
  });
});

describe("a token of a service", () => {
  it("is for nobody without the services' secret", async () => {
    const headers = await logIn("admin", "oven-mitts");
    for (const clientSecret of ["oven-mitts", "secret", "undefined"]) {
      const json = { clientId: "book-api", clientSecret };
      const response = await callGateway("POST", "/token", { headers, json });
      await expectProblem(response, 401);
    }
    const json = { username: "book-api", password: "" };
    await expectProblem(await callGateway("POST", "/login", { json }), 400);
  });
});
