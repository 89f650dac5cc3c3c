import { Counter, Gauge, Histogram } from "prom-client";
import { buckets, register } from "#commons/metrics.ts";

const registers = [register];

export const published = new Counter({
  name: "broker_published_total",
  help: "Messages published, by whether the broker has confirmed them.",
  labelNames: ["topic", "outcome"],
  registers,
});

export const consumed = new Counter({
  name: "broker_consumed_total",
  help: "Messages handled: done, to be tried again, or dead letters.",
  labelNames: ["queue", "outcome"],
  registers,
});

export const handlerSeconds = new Histogram({
  name: "broker_handler_seconds",
  help: "How long handlers of messages take.",
  labelNames: ["queue"],
  buckets,
  registers,
});

export const connections = new Gauge({
  name: "broker_connected",
  help: "Whether a connection to the broker is open: 1, or 0.",
  labelNames: ["connection"],
  registers,
});
