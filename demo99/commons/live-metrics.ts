import { Counter, Gauge } from "prom-client";
import { register } from "#commons/metrics.ts";

const registers = [register];

export const connections = new Gauge({
  name: "live_connections",
  help: "Open pages that get changes of the stock and of orders.",
  registers,
});

export const messages = new Counter({
  name: "live_messages_total",
  help: "Messages to open pages, by type; one for each page.",
  labelNames: ["type"],
  registers,
});

export const slowReaders = new Counter({
  name: "live_slow_readers_total",
  help: "Connections closed because they did not read what was sent.",
  registers,
});
