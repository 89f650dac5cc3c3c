import type { Log } from "#commons/log.ts";
import { repeat } from "#commons/repeat.ts";

type Bus = {
  renewMs: number;
  renew: () => Promise<void>;
  poll: () => Promise<void>;
  measure: () => Promise<void>;
};

/** For what other instances have stored; what is stored here starts at once. */
const pollMs = 1_000;
const measureMs = 2_000;

/** What the bus does by itself, for ever. */
export function runDelivery(bus: Bus, log: Log): void {
  void bus
    .renew()
    .then(bus.poll)
    .catch(() => {});
  repeat(bus.renewMs, bus.renew, log);
  repeat(pollMs, bus.poll, log);
  repeat(measureMs, bus.measure, log);
}
