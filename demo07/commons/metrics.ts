import { type RequestHandler, Router } from "express";
import type { MongoClient } from "mongodb";
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
} from "prom-client";

type Callee = { service: string; instance: string; method: string };

// One process is one instance of one service: what it measures is here.
export const register = new Registry();
const registers = [register];
const buckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];

const served = new Histogram({
  name: "http_server_requests_seconds",
  help: "Requests answered, by route as it is declared, not as it is called.",
  labelNames: ["method", "route", "status"],
  buckets,
  registers,
});

const called = new Histogram({
  name: "http_client_requests_seconds",
  help: "Calls to other services; the outcome is a status or an error's code.",
  labelNames: ["service", "instance", "method", "outcome"],
  buckets,
  registers,
});

const pool = new Gauge({
  name: "mongodb_pool_connections",
  help: "Database connections open and in use, and operations that wait.",
  labelNames: ["state"],
  registers,
});

export const droppedLogLines = new Counter({
  name: "log_lines_dropped_total",
  help: "Log lines that monitoring did not take, and nobody keeps.",
  registers,
});

/** `GET /metrics`, in the text format of Prometheus. */
export function createMetricsRoutes(): Router {
  return Router().get("/metrics", async (_req, res) => {
    res.type(register.contentType).send(await register.metrics());
  });
}

/** CPU, memory, garbage collection and event loop of this process. */
export function measureProcess() {
  collectDefaultMetrics({ register });
}

export const measureRequests: RequestHandler = (req, res, next) => {
  const end = served.startTimer();
  res.on("finish", () => {
    const { forwarded = "none" } = res.locals;
    const route = req.route ? req.baseUrl + req.route.path : forwarded;
    end({ method: req.method, route, status: res.statusCode });
  });
  next();
};

/** Makes a call, and measures it whether it is answered or fails. */
export async function measureCall<Answer extends { status: number }>(
  callee: Callee,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const end = called.startTimer(callee);
  try {
    const answer = await call();
    end({ outcome: answer.status });
    return answer;
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    end({ outcome: code ?? name });
    throw error;
  }
}

const poolChanges = [
  ["connectionCreated", "open", 1],
  ["connectionClosed", "open", -1],
  ["connectionCheckOutStarted", "waiting", 1],
  ["connectionCheckOutFailed", "waiting", -1],
  ["connectionCheckedOut", "waiting", -1],
  ["connectionCheckedOut", "in_use", 1],
  ["connectionCheckedIn", "in_use", -1],
] as const;

export function measurePool(client: MongoClient) {
  for (const [event, state, change] of poolChanges) {
    client.on(event, () => pool.inc({ state }, change));
  }
}
