import { expect } from "chai";
import { describe, it } from "mocha";
import { assess } from "../src/root-cause.ts";
import { conditions, figures, instance, rates } from "./made-up.ts";

describe("the root cause", () => {
  it("is found along the failing calls, at their end", () => {
    const front = instance("front", {
      figures: figures(rates(90, 30), { middle: rates(90, 30) }),
    });
    const calls = { one: rates(30), two: rates(30, 30) };
    const middle = instance("middle", {
      figures: figures(rates(90, 30), calls),
    });
    const two = instance("two", { figures: figures(rates(30, 30)) });

    const assessments = assess([front, middle, instance("one"), two]);

    expect(assessments.get("two")?.condition).to.equal("unhealthy");
    expect(assessments.get("one")?.condition).to.equal("healthy");
    for (const id of ["front", "middle"]) {
      expect(assessments.get(id)).to.include({ condition: "degraded" });
      expect(assessments.get(id)?.because).to.deep.equal(["two"]);
    }
  });

  it("is found along calls with gRPC, too", () => {
    const caller = instance("caller", {
      figures: figures(rates(90, 30), { "callee:50051": rates(90, 30) }),
    });
    const callee = instance("callee", { grpcUrl: "callee:50051" });

    const assessments = assess([caller, callee]);

    expect(assessments.get("caller")?.because).to.deep.equal(["callee"]);
  });

  it("is the instance itself if its callees are healthy", () => {
    const failing = instance("failing", {
      figures: figures(rates(90, 30), { callee: rates(90) }),
    });

    expect(conditions(failing, instance("callee"))).to.deep.equal({
      failing: "unhealthy",
      callee: "healthy",
    });
  });

  it("is the instance itself if it reports a failure of its own", () => {
    const failing = instance("failing", {
      healthError: "Reports DOWN.",
      figures: figures(rates(90, 30), { callee: rates(90, 30) }),
    });

    expect(conditions(failing, instance("callee"))).to.include({
      failing: "unhealthy",
      callee: "unhealthy",
    });
  });

  it("is a crashed callee, although no caller can call it any more", () => {
    const caller = instance("caller", {
      figures: figures(rates(90, 30), { crashed: rates(0) }),
    });

    const assessments = assess([
      caller,
      instance("crashed", { state: "gone" }),
    ]);

    expect(assessments.get("caller")).to.include({ condition: "degraded" });
    expect(assessments.get("caller")?.because).to.deep.equal(["crashed"]);
  });

  it("is not a crashed callee if another instance has taken over", () => {
    const calls = { crashed: rates(0), other: rates(90) };
    const caller = instance("caller", {
      figures: figures(rates(90, 30), calls),
    });
    const service = "numbers";

    expect(
      conditions(
        caller,
        instance("crashed", { service, state: "gone" }),
        instance("other", { service }),
      ),
    ).to.include({ caller: "unhealthy", crashed: "unhealthy" });
  });

  it("is each of several instances that only suspect each other", () => {
    const calling = (url: string) =>
      figures(rates(90, 30), { [url]: rates(90, 30) });

    expect(
      conditions(
        instance("a", { figures: calling("b") }),
        instance("b", { figures: calling("a") }),
      ),
    ).to.deep.equal({ a: "unhealthy", b: "unhealthy" });
  });

  it("is no callee that is healthy", () => {
    const calls = { callee: rates(100, 1) };
    const caller = instance("caller", {
      figures: figures(rates(100, 12), calls),
    });

    expect(conditions(caller, instance("callee"))).to.deep.equal({
      caller: "unhealthy",
      callee: "healthy",
    });
  });
});
