import { Counter, Gauge } from "prom-client";
import { listCircuits } from "#commons/circuits.ts";
import { register } from "#commons/metrics.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";

const registers = [register];
const values = { closed: 0, "half-open": 1, open: 2 };
const callee = ["service", "instance"] as const;

const circuits: Gauge = new Gauge({
  name: "circuit_state",
  help: "The circuit to an instance: 0 closed, 1 half-open, 2 open.",
  labelNames: callee,
  registers,
  collect() {
    circuits.reset();
    for (const { service, instance, state } of listCircuits()) {
      circuits.set({ service, instance }, values[state()]);
    }
  },
});

const transitions = new Counter({
  name: "circuit_transitions_total",
  help: "How often a circuit has become open, half-open or closed.",
  labelNames: [...callee, "state"],
  registers,
});

const rejections = new Counter({
  name: "http_client_rejected_total",
  help: "Calls not sent: circuit open, bulkhead full, or deadline passed.",
  labelNames: [...callee, "reason"],
  registers,
});

const retries = new Counter({
  name: "http_client_retries_total",
  help: "Calls sent again.",
  labelNames: ["service"],
  registers,
});

const shed = new Counter({
  name: "http_server_shed_total",
  help: "Requests refused because there were too many.",
  registers,
});

const fallbacks = new Counter({
  name: "fallbacks_total",
  help: "Replies given without a service that they need.",
  labelNames: ["what"],
  registers,
});

/** Counts what protections do. Called once in a process. */
export function countResilience() {
  resilienceEvents.on("circuit", (labels) => transitions.inc(labels));
  resilienceEvents.on("rejected", (labels) => rejections.inc(labels));
  resilienceEvents.on("retry", ({ service }) => retries.inc({ service }));
  resilienceEvents.on("shed", () => shed.inc());
  resilienceEvents.on("fallback", (labels) => fallbacks.inc(labels));
}
