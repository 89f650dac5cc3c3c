import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { letArrive } from "../arrivals.ts";

describe("arrivals", () => {
  let time: number;
  let sentAt: number[];
  let stopping: AbortController;

  beforeEach(() => {
    time = 1_000;
    sentAt = [];
    stopping = new AbortController();
  });

  const clock = {
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
    },
  };

  function arrive(
    answer: (dueAt: number) => Promise<void>,
    options: { rate: number; seconds: number; maxOpen?: number },
  ) {
    const send = (dueAt: number) => {
      sentAt.push(dueAt);
      return answer(dueAt);
    };
    return letArrive(send, { ...options, signal: stopping.signal }, clock);
  }

  it("come at a steady rate", async () => {
    await arrive(async () => {}, { rate: 4, seconds: 1 });

    expect(sentAt).to.deep.equal([1_000, 1_250, 1_500, 1_750]);
  });

  it("do not wait for answers, but for all of them in the end", async () => {
    const answers: (() => void)[] = [];
    const slow = () => new Promise<void>((resolve) => answers.push(resolve));

    const all = arrive(slow, { rate: 100, seconds: 1 }).then(() => "ended");
    while (answers.length < 100) await Promise.resolve();
    answers.slice(1).map((end) => end());

    expect(await Promise.race([all, later("open")])).to.equal("open");
    answers[0]?.();
    expect(await all).to.equal("ended");
  });

  it("catch up when the sender was late", async () => {
    await arrive(
      async (dueAt) => {
        if (dueAt === 1_000) time += 600;
      },
      { rate: 4, seconds: 1 },
    );

    expect(sentAt).to.deep.equal([1_000, 1_250, 1_500, 1_750]);
    expect(time).to.equal(1_750);
  });

  it("are turned away when too many requests are open", async () => {
    const answers: (() => void)[] = [];
    const slow = () => new Promise<void>((resolve) => answers.push(resolve));

    const all = arrive(slow, { rate: 10, seconds: 1, maxOpen: 3 });
    while (time < 1_900) await Promise.resolve();
    for (const end of answers) end();

    expect(await all).to.deep.equal({ notSent: 7 });
    expect(sentAt).to.have.length(3);
  });

  it("end when they are aborted", async () => {
    await arrive(
      async (dueAt) => {
        if (dueAt >= 1_500) stopping.abort();
      },
      { rate: 4, seconds: 60 },
    );

    expect(sentAt).to.deep.equal([1_000, 1_250, 1_500]);
  });
});

async function later<T>(value: T): Promise<T> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  return value;
}
