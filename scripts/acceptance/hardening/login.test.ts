// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { askToLogIn, callGateway, logIn } from "../auth/people.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { readDescription } from "../openapi/store-description.ts";
import { expectProblem } from "../problems.ts";
import { unique } from "../samples.ts";

describe("logins that fail in a row", () => {
  it("are delayed, for this name only", async () => {
    const username = unique();
    let reply = await askToLogIn(username, "not the password");
    // Five are not delayed; on a slow machine, a delay may end meanwhile.
    for (let i = 0; i < 8 && reply.status === 401; i++) {
      reply = await askToLogIn(username, "not the password");
    }

    const seconds = Number(reply.headers.get("retry-after"));
    await expectProblem(reply, 429);
    expect(seconds).to.be.within(1, 30);
    await logIn("bob", "builder");
  });
});

describe("a client of another system", () => {
  const ask = (secret: string) =>
    fetch(`${runningStage().url("gateway")}/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "partner",
        client_secret: secret,
      }),
    });

  it("exchanges its secret for a token of a service", async () => {
    const described = await readDescription();
    const clients = "partner:only-in-this-test";
    await restartWith("gateway/1", { OAUTH_CLIENTS: clients });
    try {
      const reply = await ask("only-in-this-test");
      await described.expectDescribed("POST /token", reply.clone());
      const { access_token } = (await reply.json()) as { access_token: string };
      const headers = { authorization: `Bearer ${access_token}` };

      // The callee may have to find the gateway again, to fetch its key.
      const number = await until(
        "a number comes",
        async () => {
          const reply = await callGateway("GET", "/numbers/book", { headers });
          if (reply.status === 503) throw new Error(await reply.text());
          return reply;
        },
        { withinMs: 15_000, everyMs: 200 },
      );
      const cart = await callGateway("GET", "/carts/alice", { headers });

      expect(number.status).to.equal(200);
      expect(cart.status).to.equal(403);
      const refused = await ask("a wrong secret");
      await described.expectDescribed("POST /token", refused.clone());
      await expectProblem(refused, 401);
    } finally {
      await restartWith("gateway/1", { ...stageEnv, OAUTH_CLIENTS: "" });
    }
    await expectProblem(await ask("only-in-this-test"), 401);
  });
});
