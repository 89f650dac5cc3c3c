import { type Stage, startStage } from "../stage/stage.ts";
import { onStopSignal } from "../stage/stop-signals.ts";

/** Thirty processes start at once. */
const readyTimeoutMs = 180_000;
const env = { RATE_LIMIT_PER_MINUTE: "1000000", LOG_LEVEL: "warn" };

/** Starts the final application, or only some of it; kills it after the work. */
export async function withStage<T>(
  only: string[] | undefined,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  let stage: Stage | undefined;
  const stop = async () => stage?.abandon();
  onStopSignal({
    stop: () => stop().finally(() => process.exit(1)),
    kill: () => process.exit(1),
  });
  const chosen = only ? { only } : {};
  stage = await startStage({
    ...{ stage: "99", env, waitUntilReady: false, readyTimeoutMs },
    ...chosen,
  });
  try {
    await stage.ready();
    return await work(stage);
  } finally {
    await stop();
  }
}
