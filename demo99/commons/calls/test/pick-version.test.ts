import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { withPinnedVersion } from "#commons/api-version.ts";
import type { Call, Step } from "#commons/call.ts";
import { pickVersion } from "#commons/calls/pick-version.ts";
import { Invalid, Unavailable } from "#commons/errors.ts";
import type { RegisteredInstance } from "#commons/registry.ts";

const instance = (url: string, version?: string, weight = 1) =>
  ({
    ...{ url, service: "cake-api" },
    ...(version && { version, weight, versions: ["1", "2"] }),
  }) as RegisteredInstance;

const one = instance("http://one", "1", 3);
const two = instance("http://two", "2", 1);
const pin = { "x-api-version": "2" };

describe("the version that gets a call", () => {
  let sent: Call[];

  beforeEach(() => {
    sent = [];
  });

  const stepFor = (listed: RegisteredInstance[], start?: number) =>
    pickVersion({ list: () => listed as never }, start);

  /** Makes a call to these instances; returns which may get it. */
  async function tiersOf(
    step: Step,
    called: RegisteredInstance[],
    headers: Call["headers"] = {},
  ) {
    const instances = called.map(({ url }) => url);
    const call = { service: "http://cake-api", instances, headers } as Call;
    await step(call, async (next) => {
      sent.push(next);
      return { status: 200, headers: {} };
    });
    return sent.at(-1)?.tiers;
  }

  /** How often each version came first. */
  async function shares(listed: RegisteredInstance[], calls = 1_000) {
    const step = stepFor(listed);
    const counts = new Map<string, number>();
    for (let i = 0; i < calls; i++) {
      const [[url = ""] = []] = (await tiersOf(step, listed)) ?? [];
      counts.set(url, (counts.get(url) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  }

  it("is drawn within three standard deviations of the weights", async () => {
    for (const [weight, share] of [
      [3, 3 / 4],
      [1, 1 / 2],
      [0.25, 1 / 5],
    ] as const) {
      const counts = await shares([instance("http://one", "1", weight), two]);
      const deviation = Math.sqrt(1_000 * share * (1 - share));
      const expected = 1_000 * share;
      expect(counts["http://one"]).to.be.closeTo(expected, 3 * deviation);
    }
  });

  it("is drawn close to the weights for a few calls, too", async () => {
    const counts = await shares([one, two], 12);

    expect(counts["http://one"]).to.be.within(8, 10);
  });

  it("gets no more calls with more instances", async () => {
    const more = ["http://1b", "http://1c"].map((it) => instance(it, "1", 3));

    const counts = await shares([one, ...more, two]);

    expect(counts["http://two"]).to.be.within(200, 300);
  });

  it("is followed by the other one, which takes what it does not", async () => {
    const step = stepFor([one, two], 0);

    expect(await tiersOf(step, [one, two])).to.deep.equal([
      ["http://one"],
      ["http://two"],
    ]);
  });

  it("is drawn only of those that run", async () => {
    const step = stepFor([one, two, instance("http://other", "9", 100)]);

    for (let i = 0; i < 20; i++) {
      expect(await tiersOf(step, [two])).to.deep.equal([["http://two"]]);
    }
  });

  it("is not one of weight 0, unless all have it", async () => {
    const dark = instance("http://dark", "3", 0);

    expect(await tiersOf(stepFor([two, dark]), [two, dark])).to.deep.equal([
      ["http://two"],
    ]);
    expect(await tiersOf(stepFor([dark]), [dark])).to.deep.equal([
      ["http://dark"],
    ]);
    const pinned = { "x-api-version": "3" };
    expect(
      await tiersOf(stepFor([two, dark]), [two, dark], pinned),
    ).to.deep.equal([["http://dark"]]);
  });

  it("is the pinned one, and no other", async () => {
    const step = stepFor([one, two]);

    for (let i = 0; i < 20; i++) {
      const tiers = await tiersOf(step, [one, two], pin);
      expect(tiers).to.deep.equal([["http://two"]]);
    }
  });

  it("is the one that the client of the current request pins", async () => {
    const step = stepFor([one, two]);

    await withPinnedVersion("2", () => tiersOf(step, [one, two]));

    expect(sent[0]?.tiers).to.deep.equal([["http://two"]]);
    expect(sent[0]?.headers).to.deep.equal(pin);
  });

  /** The error of a call that is pinned to a version. */
  async function refusalOf(
    version: string,
    listed: RegisteredInstance[],
    called = listed,
  ) {
    const pinned = { "x-api-version": version };
    const refusal = await tiersOf(stepFor(listed), called, pinned).then(
      () => expect.fail("did not throw"),
      (error) => error,
    );
    expect(sent).to.deep.equal([]);
    return refusal;
  }

  it("is refused, naming those that are deployed, if it is not", async () => {
    const other = {
      ...instance("http://other", "3"),
      ...{ service: "pie-api", versions: ["3"] },
    };
    const error = await refusalOf("3", [two, one, other], [two, one]);

    expect(error).to.be.instanceOf(Invalid);
    const message = "http://cake-api has no such version; it has 1, 2";
    expect(error.message).to.equal(`${message}.`);
    expect(error.members).to.deep.equal({
      errors: [{ field: "x-api-version", message }],
    });
    expect((await refusalOf("3", [two])).message).to.equal(`${message}.`);
  });

  it("is unavailable if it is deployed, and none of it is in service", async () => {
    const drained = [one, two];
    const stopped = [two];
    for (const listed of [drained, stopped]) {
      const error = await refusalOf("1", listed, [two]);

      expect(error).to.be.instanceOf(Unavailable);
      expect(error.message).to.equal(
        "Version 1 of http://cake-api is not in service.",
      );
    }
    const grpc = { ...two, grpcUrl: two.url.replace("http", "grpc") };
    const call = { service: "grpc://cake-api", instances: [grpc.grpcUrl] };
    const error = await stepFor([grpc])(
      { ...call, headers: { "x-api-version": "1" } } as never,
      () => expect.fail("was sent"),
    ).catch((it) => it);
    expect(error).to.be.instanceOf(Unavailable);
  });

  it("does not matter to services without versions", async () => {
    const plain = instance("http://plain");
    const step = stepFor([one, two, plain]);

    expect(await tiersOf(step, [plain])).to.equal(undefined);
    expect(await tiersOf(step, [plain], pin)).to.equal(undefined);
    expect(sent[1]?.headers).to.deep.equal(pin);
  });

  it("holds for gRPC, too", async () => {
    const listed = [one, two].map((it) => ({
      ...it,
      grpcUrl: it.url.replace("http", "grpc"),
    }));
    const called = listed.map(({ grpcUrl: url }) => ({ ...one, url }));

    const tiers = await tiersOf(stepFor(listed), called, pin);

    expect(tiers).to.deep.equal([["grpc://two"]]);
  });
});
