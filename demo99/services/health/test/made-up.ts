import type { Observation } from "../src/observation.ts";

/** A healthy instance of cake-api, observed at `at`. */
export function healthy(at: number, port = 1): Observation {
  return {
    service: "cake-api",
    instanceId: `localhost:cake-api:${port}`,
    url: `http://localhost:${port}`,
    registryStatus: "UP",
    at,
    timeMs: 1,
    health: { status: "UP", checks: {} },
  };
}

/** An instance without a reply to GET /health. */
export function down(at: number, port = 1): Observation {
  const { health: _, ...rest } = healthy(at, port);
  return { ...rest, error: "Connection refused." };
}

/** A clock that a test moves. */
export function createClock() {
  let time = Date.now();
  return {
    now: () => time,
    passSeconds(seconds: number) {
      time += seconds * 1_000;
    },
  };
}
