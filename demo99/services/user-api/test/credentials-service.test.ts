import { expect } from "chai";
import { before, describe, it } from "mocha";
import { createCredentialsService } from "../src/credentials-service.ts";
import { hashPassword } from "../src/password.ts";
import type { Account } from "../src/user.ts";

describe("credentials service", () => {
  let accounts: Account[];

  before(async () => {
    const passwordHash = await hashPassword("rolling-pin");
    const [name, role] = ["Ada", "customer"] as const;
    accounts = [
      { id: "1", name, role, email: "ada@a.test", passwordHash },
      { id: "2", name, role, email: "no@a.test" },
    ];
  });

  const { verify } = createCredentialsService({
    find: async (id) => accounts.find((it) => it.id === id),
    findByEmail: async (email) => accounts.find((it) => it.email === email),
  });
  const check = (username: string, password = "rolling-pin") =>
    verify({ username, password });

  it("accepts the id and the e-mail address", async () => {
    const account = { name: "1", role: "customer" };

    expect(await check("1")).to.deep.equal(account);
    expect(await check("ada@a.test")).to.deep.equal(account);
  });

  it("refuses wrong passwords and unknown users", async () => {
    expect(await check("1", "rolling-pins")).to.equal(undefined);
    expect(await check("3")).to.equal(undefined);
    expect(await check("eve@a.test")).to.equal(undefined);
  });

  it("refuses an account without a password", async () => {
    expect(await check("2")).to.equal(undefined);
    expect(await check("2", "")).to.equal(undefined);
  });
});
