import type { Strip } from "./strip.ts";

export type Change = Pick<Strip, "service" | "instanceId" | "reason"> & {
  number: number;
  at: number;
  became: Strip["state"];
};

/** The latest changes of state, the latest first. */
export function createChanges(max: number) {
  const changes: Change[] = [];
  let last = 0;

  return {
    all: () => changes,
    last: () => last,
    after: (number: number) =>
      changes.filter((change) => change.number > number),

    /** Sets the state of a strip; adds a change if the state differs. */
    turn(strip: Strip, became: Strip["state"], at: number) {
      if (strip.state === became) return;
      strip.state = became;
      const { service, instanceId, reason } = strip;
      const number = ++last;
      changes.unshift({ number, at, service, instanceId, became, reason });
      changes.length = Math.min(changes.length, max);
    },
  };
}
