import { expect } from "chai";
import { describe, it } from "mocha";
import { createAccountClient } from "../src/account-client.ts";

describe("the client of user-api", () => {
  it("has two passwords verified at once, and the others after them", async () => {
    let running = 0;
    let most = 0;
    const http = async () => {
      running++;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running--;
      return { account: null };
    };
    const { verify } = createAccountClient(http as never);
    const login = { username: "alice", password: "wonderland" };

    const replies = await Promise.all(
      Array.from({ length: 10 }, () => verify(login)),
    );

    expect(most).to.equal(2);
    expect(replies).to.deep.equal(Array(10).fill(undefined));
  });
});
