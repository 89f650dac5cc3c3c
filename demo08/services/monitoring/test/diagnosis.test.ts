import { expect } from "chai";
import { describe, it } from "mocha";
import { diagnose, type Patient } from "../src/diagnosis.ts";
import { noTraffic, type Rates } from "../src/traffic.ts";
import type { Figures } from "../src/window.ts";

function rates(requests: number, failures = 0, p95Ms = 10): Rates {
  const errorShare = requests === 0 ? 0 : failures / requests;
  return { requests, perSecond: 1, failures, errorShare, p50Ms: 5, p95Ms };
}

function figures(
  served: Rates,
  calls: Record<string, Rates> = {},
  lagMs = 0,
): Figures {
  return {
    ...served,
    served: noTraffic(),
    memoryBytes: 1,
    cpuShare: 0,
    lagMs,
    pool: undefined,
    calls: new Map(Object.entries(calls)),
  };
}

/** An instance, of a service of its own; its URL is its id. */
function patient(id: string, how: Partial<Patient> = {}): Patient {
  return {
    service: id,
    instanceId: id,
    url: id,
    state: "up",
    saidGoodbye: false,
    figures: figures(rates(100)),
    ...how,
  };
}

function conditions(...patients: Patient[]) {
  const verdicts = diagnose(patients);
  return Object.fromEntries(
    [...verdicts].map(([id, { condition }]) => [id, condition]),
  );
}

describe("diagnosis", () => {
  it("finds nobody ill where all is well", () => {
    expect(conditions(patient("a"), patient("b"))).to.deep.equal({
      a: "well",
      b: "well",
    });
  });

  it("names who does not answer, or died", () => {
    const verdicts = diagnose([
      patient("hangs", { state: "down" }),
      patient("died", { state: "gone" }),
      patient("stopped", { state: "gone", saidGoodbye: true }),
    ]);

    expect(verdicts.get("hangs")?.reasons).to.deep.equal([
      "It does not answer.",
    ]);
    expect(verdicts.get("died")?.condition).to.equal("ill");
    expect(verdicts.get("died")?.reasons).to.deep.equal([
      "It fell silent, and the registry has struck it off.",
    ]);
    expect(verdicts.get("stopped")?.condition).to.equal("well");
  });

  it("names who fails, is slow, or whose event loop lags", () => {
    const ill = [
      patient("fails", { figures: figures(rates(100, 12)) }),
      patient("slow", { figures: figures(rates(100, 0, 1_800)) }),
      patient("lags", { figures: figures(rates(100), {}, 400) }),
    ];

    const verdicts = diagnose([...ill, patient("well")]);

    expect(verdicts.get("fails")?.reasons).to.deep.equal([
      "12 % of 100 requests failed.",
    ]);
    expect(verdicts.get("slow")?.reasons).to.deep.equal([
      "Slow: p95 is 1800 ms.",
    ]);
    expect(verdicts.get("lags")?.reasons).to.deep.equal([
      "Its event loop lags 400 ms.",
    ]);
    expect(verdicts.get("well")?.condition).to.equal("well");
  });

  it("takes a failure or two, or few among many, for no illness", () => {
    const few = patient("few", { figures: figures(rates(2, 2)) });
    const rare = patient("rare", { figures: figures(rates(1_000, 30)) });

    expect(conditions(few, rare)).to.deep.equal({ few: "well", rare: "well" });
  });

  it("takes one slow request of a few for no illness", () => {
    const few = patient("few", { figures: figures(rates(19, 0, 1_800)) });

    expect(conditions(few)).to.deep.equal({ few: "well" });
  });

  it("believes the callers when an instance says nothing of it", () => {
    const caller = patient("caller", {
      figures: figures(rates(100), { silent: rates(20, 10) }),
    });

    expect(conditions(caller, patient("silent"))).to.include({
      silent: "ill",
    });
  });

  it("passes the blame on along the failing calls, to their end", () => {
    const front = patient("front", {
      figures: figures(rates(90, 30), { middle: rates(90, 30) }),
    });
    const middle = patient("middle", {
      figures: figures(rates(90, 30), {
        one: rates(30),
        two: rates(30, 30),
      }),
    });
    const two = patient("two", { figures: figures(rates(30, 30)) });

    const verdicts = diagnose([front, middle, patient("one"), two]);

    expect(verdicts.get("two")?.condition).to.equal("ill");
    expect(verdicts.get("one")?.condition).to.equal("well");
    for (const id of ["front", "middle"]) {
      expect(verdicts.get(id)).to.include({ condition: "suffering" });
      expect(verdicts.get(id)?.because).to.deep.equal(["two"]);
    }
  });

  it("blames one that died, even if nobody can call it any more", () => {
    const calls = { died: rates(0) };
    const caller = patient("caller", {
      figures: figures(rates(90, 30), calls),
    });

    const verdicts = diagnose([caller, patient("died", { state: "gone" })]);

    expect(verdicts.get("caller")).to.include({ condition: "suffering" });
    expect(verdicts.get("caller")?.because).to.deep.equal(["died"]);
  });

  it("does not blame one that died if another one serves", () => {
    const calls = { died: rates(0), other: rates(90) };
    const caller = patient("caller", {
      figures: figures(rates(90, 30), calls),
    });
    const service = "numbers";

    expect(
      conditions(
        caller,
        patient("died", { service, state: "gone" }),
        patient("other", { service }),
      ),
    ).to.include({ caller: "ill", died: "ill" });
  });

  it("blames whoever fails for no reason of others", () => {
    const failing = patient("failing", {
      figures: figures(rates(90, 30), { well: rates(90) }),
    });

    expect(conditions(failing, patient("well"))).to.deep.equal({
      failing: "ill",
      well: "well",
    });
  });

  it("finds the ill even if they call each other", () => {
    const calling = (url: string) =>
      figures(rates(90, 30), { [url]: rates(90, 30) });

    expect(
      conditions(
        patient("a", { figures: calling("b") }),
        patient("b", { figures: calling("a") }),
      ),
    ).to.deep.equal({ a: "ill", b: "ill" });
  });
});
