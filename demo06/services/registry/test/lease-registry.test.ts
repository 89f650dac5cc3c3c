import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import {
  createLeaseRegistry,
  type LeaseRegistry,
} from "../src/lease-registry.ts";
import { createClock } from "./start-registry.ts";

describe("lease registry", () => {
  let clock: ReturnType<typeof createClock>;
  let leases: LeaseRegistry<string>;

  beforeEach(() => {
    clock = createClock();
    leases = create({ selfPreservation: true });
  });

  function create({ selfPreservation }: { selfPreservation: boolean }) {
    const { now } = clock;
    return createLeaseRegistry<string>({
      renewalThreshold: 0.85,
      selfPreservation,
      now,
    });
  }

  /** Some that will renew for ever, and some that fall silent now. */
  function grant({ renewing, silent }: { renewing: number; silent: number }) {
    for (let i = 0; i < renewing; i++) leases.grant(`r${i}`, "", 1e9);
    for (let i = 0; i < silent; i++) leases.grant(`s${i}`, "", 6_000);
    clock.passSeconds(7);
  }

  it("keeps a lease that is renewed within its duration", () => {
    leases.grant("a", "", 6_000);
    clock.passSeconds(5);
    leases.renew("a");
    clock.passSeconds(5);

    expect(leases.evict()).to.deep.equal([]);
    expect(leases.find("a")).to.not.equal(undefined);
  });

  it("evicts a lease that is not renewed, and tells which", () => {
    grant({ renewing: 5, silent: 1 });

    expect(leases.evict().map(({ key }) => key)).to.deep.equal(["s0"]);
    expect(leases.renew("s0")).to.equal(undefined);
    expect(leases.list()).to.have.length(5);
  });

  it("evicts the only one there is", () => {
    grant({ renewing: 0, silent: 1 });

    expect(leases.evict()).to.have.length(1);
  });

  it("evicts none while fewer than 85 % renew", () => {
    grant({ renewing: 8, silent: 2 });

    expect(leases.survey()).to.include({ threshold: 9, isPreserving: true });
    expect(leases.evict()).to.deep.equal([]);
  });

  it("evicts none while others are late", () => {
    grant({ renewing: 5, silent: 1 });
    leases.grant("late", "", 6_000);
    clock.passSeconds(4);

    expect(leases.survey()).to.include({ renewing: 5, isPreserving: true });
    expect(leases.evict()).to.deep.equal([]);
  });

  it("evicts again as soon as 85 % renew", () => {
    grant({ renewing: 8, silent: 2 });
    leases.renew("s0");

    expect(leases.evict().map(({ key }) => key)).to.deep.equal(["s1"]);
  });

  it("evicts several that crash at once among many", () => {
    grant({ renewing: 17, silent: 3 });

    expect(leases.evict()).to.have.length(3);
  });

  it("evicts 15 % a sweep where self-preservation is off", () => {
    leases = create({ selfPreservation: false });
    grant({ renewing: 0, silent: 20 });

    expect(leases.evict()).to.have.length(3);
    expect(leases.evict()).to.have.length(3);
    expect(leases.list()).to.have.length(14);
  });
});
