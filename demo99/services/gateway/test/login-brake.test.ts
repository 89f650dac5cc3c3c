import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { Unauthenticated, Unavailable } from "#commons/errors.ts";
import { createLoginBrake, type LoginBrake } from "../src/login-brake.ts";
import { createLoginService } from "../src/login-service.ts";
import { TooMany } from "../src/rate-limit.ts";
import type { TokenService } from "../src/token-service.ts";

const wrong = async () => {
  throw new Unauthenticated("wrong");
};
const right = async () => "in";

describe("login brake", () => {
  let time: number;
  let brake: LoginBrake;

  beforeEach(() => {
    time = 1_000_000;
    brake = createLoginBrake(() => time);
  });

  const outcome = (key: string, task: () => Promise<unknown>) =>
    brake.slow<unknown>(key, task).catch((error) => error);

  async function failTimes(count: number, key = "eve") {
    for (let i = 0; i < count; i++) await outcome(key, wrong);
  }

  it("does not delay the first attempts", async () => {
    await failTimes(4);

    expect(await outcome("eve", wrong)).to.be.instanceOf(Unauthenticated);
  });

  it("then doubles the wait with each failure, up to 30 s", async () => {
    await failTimes(5);
    const waits: string[] = [];
    for (let i = 0; i < 8; i++) {
      const refusal = await outcome("eve", right);
      expect(refusal).to.be.instanceOf(TooMany);
      waits.push((refusal as TooMany).headers["retry-after"] as string);
      time += Number(waits.at(-1)) * 1_000;
      expect(await outcome("eve", wrong)).to.be.instanceOf(Unauthenticated);
    }

    expect(waits).to.deep.equal(["1", "2", "4", "8", "16", "30", "30", "30"]);
    time += 30_000;
    expect(await outcome("eve", right)).to.equal("in");
  });

  it("starts again after a success, and after 15 minutes", async () => {
    await failTimes(4);
    expect(await outcome("eve", right)).to.equal("in");
    await failTimes(4);
    expect(await outcome("eve", right)).to.equal("in");
    await failTimes(5);
    expect(await outcome("eve", right)).to.be.instanceOf(TooMany);
    time += 900_001;
    await failTimes(4);

    expect(await outcome("eve", right)).to.equal("in");
  });

  it("counts wrong passwords only", async () => {
    const down = async () => {
      throw new Unavailable("the database is down");
    };
    for (let i = 0; i < 6; i++) await outcome("eve", down);

    expect(await outcome("eve", right)).to.equal("in");
  });

  it("does not delay attempts from another address", async () => {
    const accounts = { verify: async () => undefined };
    const { logIn } = createLoginService(accounts, {} as TokenService, brake);
    const login = { username: "alice", password: "a guess" };
    const guessFrom = (address: string) =>
      logIn(login, address).catch((error) => error);
    for (let i = 0; i < 5; i++) await guessFrom("192.0.2.1");

    expect(await guessFrom("192.0.2.1")).to.be.instanceOf(TooMany);
    expect(await guessFrom("192.0.2.2")).to.be.instanceOf(Unauthenticated);
  });

  it("counts the spellings of a name together", async () => {
    const accounts = { verify: async () => undefined };
    const { logIn } = createLoginService(accounts, {} as TokenService, brake);
    const guess = (username: string) =>
      logIn({ username, password: "a guess" }, "").catch((error) => error);
    for (const name of ["ada@a.test", "Ada@a.test", "ADA@a.test"]) {
      await guess(name);
      await guess(name);
    }

    expect(await guess("adA@A.test")).to.be.instanceOf(TooMany);
  });

  it("remembers the failures of 10,000 names at most", async () => {
    await failTimes(5);
    expect(await outcome("eve", right)).to.be.instanceOf(TooMany);

    for (let i = 0; i < 10_000; i++) await outcome(`name ${i}`, wrong);

    expect(await outcome("eve", right)).to.equal("in");
  });

  it("counts attempts that arrive at once", async () => {
    let checked = 0;
    const slowlyWrong = async () => {
      checked++;
      await new Promise(setImmediate);
      return wrong();
    };

    const guesses = Array.from({ length: 50 }, () =>
      outcome("eve", slowlyWrong),
    );

    const refusals = await Promise.all(guesses);
    expect(checked).to.equal(5);
    expect(refusals.filter((one) => one instanceof TooMany)).to.have.length(45);
  });

  it("accepts any number of right passwords at once", async () => {
    const logins = Array.from({ length: 20 }, () => outcome("alice", right));

    expect(new Set(await Promise.all(logins))).to.deep.equal(new Set(["in"]));
  });
});
