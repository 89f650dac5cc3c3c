import { Router } from "express";

export type Checks = Record<string, () => Promise<unknown>>;

/** What `GET /health` says besides its checks. */
export type Report = () => Promise<Record<string, unknown>>;

const nothing: Report = async () => ({});

type Check = { status: "UP" | "DOWN"; detail?: string };

/**
 * `GET /ping` says that the process lives, `GET /health` whether it can work.
 * A check that rejects means DOWN; checks look at this service's own resources.
 * `report` says more, which decides nothing.
 */
export function createHealthRoutes(checks: Checks, report = nothing): Router {
  const router = Router();

  router.get("/ping", (_req, res) => {
    res.json({ response: "pong" });
  });

  router.get("/health", async (_req, res) => {
    const results = await Promise.all(Object.values(checks).map(run));
    const isUp = results.every((check) => check.status === "UP");
    const names = Object.keys(checks);
    res.status(isUp ? 200 : 503).json({
      status: isUp ? "UP" : "DOWN",
      checks: Object.fromEntries(names.map((name, i) => [name, results[i]])),
      ...(await report()),
    });
  });

  return router;
}

async function run(check: () => Promise<unknown>): Promise<Check> {
  try {
    await check();
    return { status: "UP" };
  } catch (error) {
    return { status: "DOWN", detail: (error as Error).message };
  }
}
