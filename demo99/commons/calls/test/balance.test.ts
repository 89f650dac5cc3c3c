import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import type { Call, Next } from "#commons/call.ts";
import { CallFailed, type Failure } from "#commons/call-failure.ts";
import { balance } from "#commons/calls/balance.ts";

const urls = ["http://a", "http://b", "http://c"];
const reply = { status: 200, headers: {} };

describe("balance", () => {
  let called: string[];
  let time: number;
  const now = () => time;

  beforeEach(() => {
    called = [];
    time = 0;
  });

  const callTo = (instances: string[], service = "http://s") =>
    ({
      service,
      instances,
      instance: "",
      isRepeatable: false,
      signal: new AbortController().signal,
    }) as unknown as Call;

  const answer: Next = async ({ instance }) => {
    called.push(instance);
    return reply;
  };

  const answerExcept =
    (broken: string, failure: Failure = "refused"): Next =>
    async (call) => {
      await answer(call);
      if (call.instance === broken) throw new CallFailed(failure, "");
      return reply;
    };

  const shares = () =>
    urls.map((url) => called.filter((it) => it === url).length);

  it("takes turns, whatever the order of the list", async () => {
    const step = balance();

    for (let i = 0; i < 9; i++) {
      await step(callTo(i % 2 ? urls : urls.toReversed()), answer);
    }

    expect(shares()).to.deep.equal([3, 3, 3]);
  });

  it("takes turns among calls at the same time", async () => {
    const step = balance();

    await Promise.all(
      Array.from({ length: 30 }, () => step(callTo(urls), answer)),
    );

    expect(shares()).to.deep.equal([10, 10, 10]);
  });

  it("prefers instances without calls in flight", async () => {
    const step = balance();
    const hang: Next = (call) =>
      call.instance === urls[0] ? new Promise(() => {}) : answer(call);
    step(callTo(urls), hang);

    for (let i = 0; i < 10; i++) await step(callTo(urls), hang);

    expect(shares()).to.deep.equal([0, 5, 5]);
  });

  it("counts the calls of each service by themselves", async () => {
    const step = balance();
    for (let i = 0; i < 3; i++) await step(callTo(urls), answer);
    await step(callTo(urls, "http://t"), answer);

    await step(callTo(urls), answer);

    expect(called.at(-1)).to.equal("http://a");
  });

  it("calls the next instance when one refuses, none twice", async () => {
    await balance()(callTo(urls), answerExcept("http://a"));

    expect(called).to.deep.equal(["http://a", "http://b"]);
  });

  it("fails when each instance has failed", async () => {
    const refuse: Next = async (call) => {
      await answer(call);
      throw new CallFailed("refused", call.instance);
    };

    const error = await balance()(callTo(urls), refuse).catch((e) => e);

    expect(error.message).to.equal("http://c");
    expect(called).to.deep.equal(urls);
  });

  it("calls the instances of the first tier, until they fail", async () => {
    const step = balance({ now });
    const call = { ...callTo(urls), tiers: [["http://c"], ["http://b"]] };
    for (let i = 0; i < 3; i++) await step(call, answer);
    expect(called).to.deep.equal(["http://c", "http://c", "http://c"]);

    for (let i = 0; i < 2; i++) await step(call, answerExcept("http://c"));

    expect(called.slice(3)).to.deep.equal(["http://c", "http://b", "http://b"]);
  });

  it("calls no instance that is in no tier, even if the others fail", async () => {
    const call = { ...callTo(urls), tiers: [["http://b"]] };

    const error = await balance()(call, answerExcept("http://b")).catch(
      (e) => e,
    );

    expect(error.failure).to.equal("refused");
    expect(called).to.deep.equal(["http://b"]);
  });

  it("counts the calls of instances that are in no tier for a while", async () => {
    const step = balance();
    const pinned = { ...callTo(urls), tiers: [["http://a"]] };
    await step(pinned, answer);
    for (let i = 0; i < 5; i++) await step(callTo(urls), answer);

    expect(shares()).to.deep.equal([2, 2, 2]);
  });

  it("does not repeat what an instance may have done", async () => {
    const next = answerExcept("http://a", "reset");

    const error = await balance()(callTo(urls), next).catch((e) => e);

    expect(error.failure).to.equal("reset");
    expect(called).to.deep.equal(["http://a"]);
  });

  it("avoids an instance that refused, for five seconds", async () => {
    const step = balance({ now });
    const next = answerExcept("http://a");
    for (let i = 0; i < 6; i++) await step(callTo(urls), next);
    expect(shares()).to.deep.equal([1, 3, 3]);

    time = 5_000;
    for (let i = 0; i < 3; i++) await step(callTo(urls), answer);

    expect(shares()).to.deep.equal([2, 4, 4]);
  });

  it("calls an avoided instance when there is no other", async () => {
    const step = balance({ now });
    const one = callTo(["http://a"]);
    await step(one, answerExcept("http://a")).catch(() => {});

    expect(await step(one, answer)).to.equal(reply);
  });

  it("does not avoid an instance that was too slow once", async () => {
    const step = balance({ now });
    const two = callTo(["http://a", "http://b"]);
    await step(two, answerExcept("http://a", "timed out")).catch(() => {});

    await step(two, answer);
    await step(two, answer);

    expect(called).to.deep.equal(["http://a", "http://b", "http://a"]);
  });
});
