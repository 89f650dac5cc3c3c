import { Counter, Gauge } from "prom-client";
import type { Log } from "#commons/log.ts";
import { register } from "#commons/metrics.ts";
import { listCircuits } from "#commons/resilience.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";

const registers = [register];
const values = { closed: 0, "half-open": 1, open: 2 };
const words = { closed: "closed", "half-open": "is half-open", open: "opened" };

const circuits: Gauge = new Gauge({
  name: "circuit_state",
  help: "Of the circuit to an instance: 0 closed, 1 half-open, 2 open.",
  labelNames: ["service", "instance"],
  registers,
  collect() {
    circuits.reset();
    for (const { state, ...callee } of listCircuits()) {
      circuits.set(callee, values[state]);
    }
  },
});

const transitions = new Counter({
  name: "circuit_transitions_total",
  help: "How often a circuit has become open, half-open, or closed.",
  labelNames: ["service", "instance", "state"],
  registers,
});

const rejections = new Counter({
  name: "http_client_rejected_total",
  help: "Calls not made: the circuit is open, the bulkhead full, time is up.",
  labelNames: ["service", "instance", "reason"],
  registers,
});

const retries = new Counter({
  name: "http_client_retries_total",
  help: "Calls made again.",
  labelNames: ["service"],
  registers,
});

const shed = new Counter({
  name: "http_server_shed_total",
  help: "Requests refused because there were too many.",
  registers,
});

/** Counts what happens to calls, and logs what becomes of circuits. */
export function reportResilience(log: Log) {
  resilienceEvents.on("circuit", ({ service, instance, state, because }) => {
    transitions.inc({ service, instance, state });
    const { host } = new URL(instance);
    log.warn(`circuit to ${service} ${host} ${words[state]}: ${because}`);
  });
  resilienceEvents.on("rejected", (labels) => rejections.inc(labels));
  resilienceEvents.on("retry", (labels) => retries.inc(labels));
  resilienceEvents.on("shed", () => shed.inc());
}
