import { Counter, Gauge } from "prom-client";
import { register } from "#commons/metrics.ts";

const registers = [register];

export const eventsStored = new Counter({
  name: "event_bus_events_total",
  help: "Events that this instance has stored, by type.",
  labelNames: ["type"],
  registers,
});

export const lag = new Gauge({
  name: "event_bus_lag",
  help: "Events that the subscriber has not handled yet.",
  labelNames: ["subscriber"],
  registers,
});

export const deliveries = new Counter({
  name: "event_bus_deliveries_total",
  help: "Batches sent to the subscriber: handled, refused or failed.",
  labelNames: ["subscriber", "outcome"],
  registers,
});

export const setAsideEvents = new Gauge({
  name: "event_bus_set_aside",
  help: "Events that were set aside, since the subscriber has refused them.",
  labelNames: ["subscriber"],
  registers,
});
