import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import type { StoreModule } from "../../stage/store-client.ts";
import { until } from "../../testing/until.ts";
import { logIn } from "../log-in.ts";

const alice = { name: "alice", password: "wonderland" };

describe("a client that logs in", () => {
  let logins: string[];
  let tokenOf: (() => string | undefined) | undefined;

  beforeEach(() => {
    logins = [];
    tokenOf = undefined;
  });

  /** Each login gives another token, good for this time. */
  function moduleWith(expiresIn: number) {
    async function login(username: string, password: string) {
      logins.push(`${username}:${password}`);
      return { token: `token ${logins.length}`, expiresIn };
    }
    return {
      createStoreClient(_urls?: unknown, options?: { token: typeof tokenOf }) {
        tokenOf = options?.token;
        return { login };
      },
    } as unknown as StoreModule;
  }

  it("sends the token of its login", async () => {
    await logIn(moduleWith(3_600), alice);

    expect(logins).to.deep.equal(["alice:wonderland"]);
    expect(tokenOf?.()).to.equal("token 1");
  });

  it("renews the token before it expires", async () => {
    await logIn(moduleWith(0.15), alice);

    await until("there is a second token", () => tokenOf?.() === "token 2");
  });

  it("is the client without a login on a stage without one", async () => {
    const guest = { books: {} };
    const module = { createStoreClient: () => guest };

    const client = await logIn(module as unknown as StoreModule, alice);

    expect(client).to.deep.equal(guest);
  });
});
