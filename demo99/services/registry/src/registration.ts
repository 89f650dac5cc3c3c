import type { Instance, Status } from "./instance.ts";
import type { Lease } from "./lease-registry.ts";

/** An instance, and what the registry adds to it. */
export type Registration = {
  instance: Instance;
  /** The status that callers receive. */
  status: Status;
  /** The status that an operator has set. */
  override?: Status;
  /** When it first was UP; 0 if it never was. */
  upSince: number;
  lastChange: "ADDED" | "MODIFIED" | "DELETED";
  changedAt: number;
};

/** The fields that operators change. */
export type OperatorChange = Partial<
  Pick<Registration, "instance" | "status" | "override">
>;

export type InstanceLease = Lease<Registration>;

/**
 * An instance registers, perhaps again. A status that an operator has set
 * stays, unless the instance itself is DOWN, STARTING or UNKNOWN.
 */
export function registered(
  instance: Instance,
  at: number,
  previous?: Registration,
  overrideElsewhere?: Status,
): Registration {
  const override = previous?.override ?? overrideElsewhere;
  const couldWork = ["UP", "OUT_OF_SERVICE"].includes(instance.status);
  const status = couldWork && override ? override : instance.status;
  return withUpSince({
    instance,
    status,
    override,
    upSince: previous?.upSince ?? 0,
    lastChange: "ADDED",
    changedAt: at,
  });
}

export function modified(
  registration: Registration,
  at: number,
  change: OperatorChange,
): Registration {
  return withUpSince({
    ...registration,
    ...change,
    lastChange: "MODIFIED",
    changedAt: at,
  });
}

export function deleted(registration: Registration, at: number): Registration {
  return { ...registration, lastChange: "DELETED", changedAt: at };
}

function withUpSince(registration: Registration): Registration {
  const { status, upSince, changedAt } = registration;
  const isUpNow = status === "UP" && upSince === 0;
  return isUpNow ? { ...registration, upSince: changedAt } : registration;
}
