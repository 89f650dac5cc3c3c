import { setTimeout as delay } from "node:timers/promises";
import { Router } from "express";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";

type Resources = {
  readiness: { isReady: boolean };
  database?: Database | undefined;
  broker?: Pick<Broker, "ping"> | undefined;
  optionalBroker?: Pick<Broker, "ping"> | undefined;
  report?: (() => Promise<object>) | undefined;
};
type Status = "UP" | "DEGRADED" | "DOWN";
type Check = { status: Status; detail?: string };

/**
 * `GET /ping` shows that the process runs, `GET /health` whether it can work:
 * 200 or 503, by checks of the service's own resources. A resource without
 * which every request still succeeds is DEGRADED, and the service is UP.
 * With `Prefer: return=minimal` (RFC 7240), the reply has no report.
 */
export function answerProbes(resources: Resources): Router {
  const checks = checksOf(resources);
  const router = Router();

  router.get("/ping", (_req, res) => {
    res.json({ response: "pong" });
  });

  router.get("/health", async (req, res) => {
    const isMinimal = req.get("prefer") === "return=minimal";
    const [more, ...results] = await Promise.all([
      isMinimal ? undefined : resources.report?.(),
      ...checks.map(run),
    ]);
    const isUp = results.every(([, check]) => check.status !== "DOWN");
    res.status(isUp ? 200 : 503).json({
      status: isUp ? "UP" : "DOWN",
      checks: Object.fromEntries(results),
      ...more,
    });
  });

  return router;
}

type NamedCheck = [
  name: string,
  check: () => Promise<unknown>,
  failure?: Status,
];

function checksOf(resources: Resources): NamedCheck[] {
  const { readiness, database, broker, optionalBroker } = resources;
  const startup = async () => {
    if (!readiness.isReady) throw new Error("not prepared yet");
  };
  const ping = () => database?.command({ ping: 1 }) ?? Promise.resolve();
  return [
    ["startup", startup],
    ...(database ? [["database", ping]] : []),
    ...(broker ? [["broker", broker.ping]] : []),
    ...(optionalBroker ? [["broker", optionalBroker.ping, "DEGRADED"]] : []),
  ] as NamedCheck[];
}

async function run(named: NamedCheck): Promise<[string, Check]> {
  const [name, check, failure = "DOWN"] = named;
  // The caller of a degraded service must not count it as hung after 2 s.
  const limitMs = failure === "DOWN" ? 2_000 : 1_000;
  try {
    await Promise.race([check(), lateAfter(limitMs)]);
    return [name, { status: "UP" }];
  } catch (error) {
    return [name, { status: failure, detail: (error as Error).message }];
  }
}

/** The database driver can leave an operation without an end. */
async function lateAfter(ms: number) {
  await delay(ms, undefined, { ref: false });
  throw new Error(`no result after ${ms / 1_000} s`);
}
