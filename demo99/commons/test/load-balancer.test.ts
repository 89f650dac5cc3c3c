import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createLoadBalancer } from "#commons/load-balancer.ts";

const urls = ["http://a", "http://b", "http://c"];
const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
const always = () => true;
const never = () => false;

describe("load balancer", () => {
  let called: string[];
  let time: number;

  beforeEach(() => {
    called = [];
    time = 0;
  });

  const now = () => time;

  const answer = async (url: string) => {
    called.push(url);
    return url;
  };

  const answerExcept = (dead: string) => async (url: string) => {
    called.push(url);
    if (url === dead) throw refused;
    return url;
  };

  function shares() {
    return urls.map((url) => called.filter((one) => one === url).length);
  }

  it("takes turns, whatever the order of the list", async () => {
    const balancer = createLoadBalancer();

    for (let i = 0; i < 10; i++) {
      const list = i % 2 ? urls : urls.toReversed();
      await balancer.call(list, answer, never);
    }

    expect(shares().toSorted()).to.deep.equal([3, 3, 4]);
  });

  it("takes turns among calls at the same time", async () => {
    const balancer = createLoadBalancer();

    const calls = Array.from({ length: 30 }, () =>
      balancer.call(urls, answer, never),
    );
    await Promise.all(calls);

    expect(shares()).to.deep.equal([10, 10, 10]);
  });

  it("prefers who has the fewest calls under way", async () => {
    const balancer = createLoadBalancer({ strategy: "least-outstanding" });
    const hang = (url: string) =>
      url === urls[0] ? new Promise<string>(() => {}) : answer(url);
    balancer.call(urls, hang, never);

    for (let i = 0; i < 10; i++) await balancer.call(urls, hang, never);

    expect(shares()).to.deep.equal([0, 5, 5]);
  });

  it("calls the next one, and none twice", async () => {
    const balancer = createLoadBalancer();

    const url = await balancer.call(urls, answerExcept("http://a"), always);

    expect(url).to.equal("http://b");
    expect(called).to.deep.equal(["http://a", "http://b"]);
  });

  it("gives up when all have been called", async () => {
    const balancer = createLoadBalancer();
    const fail = async (url: string) => {
      called.push(url);
      throw refused;
    };

    const error = await balancer.call(urls, fail, always).catch((e) => e);

    expect(error).to.equal(refused);
    expect(called).to.deep.equal(urls);
  });

  it("does not call the next one unless it may", async () => {
    const balancer = createLoadBalancer();
    const send = answerExcept("http://a");

    const error = await balancer.call(urls, send, never).catch((e) => e);

    expect(error).to.equal(refused);
    expect(called).to.deep.equal(["http://a"]);
  });

  it("sets one aside that refuses, for five seconds", async () => {
    const balancer = createLoadBalancer({ now });
    const send = answerExcept("http://a");

    for (let i = 0; i < 6; i++) await balancer.call(urls, send, always);
    expect(shares()).to.deep.equal([1, 3, 3]);

    time = 5_000;
    for (let i = 0; i < 3; i++) await balancer.call(urls, answer, always);
    expect(shares()).to.deep.equal([2, 4, 4]);
  });

  it("calls one that is set aside when there is no other", async () => {
    const balancer = createLoadBalancer({ now });
    await balancer
      .call(["http://a"], answerExcept("http://a"), never)
      .catch(() => {});

    expect(await balancer.call(["http://a"], answer, never)).to.equal(
      "http://a",
    );
  });

  it("does not set one aside that answers with an error of its own", async () => {
    const balancer = createLoadBalancer();
    const fail = async () => {
      throw new Error("its own");
    };
    await balancer.call(["http://a"], fail, never).catch(() => {});

    await balancer.call(["http://a", "http://b"], answer, never);
    await balancer.call(["http://a", "http://b"], answer, never);

    expect(called).to.have.members(["http://a", "http://b"]);
  });
});
