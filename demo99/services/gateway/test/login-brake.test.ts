import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { Unauthenticated, Unavailable } from "#commons/errors.ts";
import { TooMany } from "../src/gateway-errors.ts";
import { createLoginBrake, type LoginBrake } from "../src/login-brake.ts";

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

  const outcome = (guesser: string, task: () => Promise<unknown>) =>
    brake.slow<unknown>(guesser, task).catch((error) => error);

  async function failTimes(count: number, guesser = "eve") {
    for (let i = 0; i < count; i++) await outcome(guesser, wrong);
  }

  it("forgives some failures", async () => {
    await failTimes(4);

    expect(await outcome("eve", wrong)).to.be.instanceOf(Unauthenticated);
  });

  it("then makes wait, twice as long each time, half a minute at most", async () => {
    await failTimes(5);
    const waits: string[] = [];
    for (let i = 0; i < 8; i++) {
      const refusal = await outcome("eve", right);
      expect(refusal).to.be.instanceOf(TooMany);
      waits.push((refusal as TooMany).headers["Retry-After"] as string);
      time += Number(waits.at(-1)) * 1_000;
      expect(await outcome("eve", wrong)).to.be.instanceOf(Unauthenticated);
    }

    expect(waits).to.deep.equal(["1", "2", "4", "8", "16", "30", "30", "30"]);
    time += 30_000;
    expect(await outcome("eve", right)).to.equal("in");
  });

  it("begins anew after a success, and after a quarter of an hour", async () => {
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

  it("counts no failures but wrong passwords", async () => {
    const away = async () => {
      throw new Unavailable("the database is away");
    };
    for (let i = 0; i < 6; i++) await outcome("eve", away);

    expect(await outcome("eve", right)).to.equal("in");
  });

  it("does not slow down others", async () => {
    await failTimes(6, "alice 192.0.2.1");

    expect(await outcome("alice 192.0.2.2", right)).to.equal("in");
  });

  it("counts failures that come at once", async () => {
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

  it("lets as many in at once as know the password", async () => {
    const logins = Array.from({ length: 20 }, () => outcome("alice", right));

    expect(new Set(await Promise.all(logins))).to.deep.equal(new Set(["in"]));
  });
});
