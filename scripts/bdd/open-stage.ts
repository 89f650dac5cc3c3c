import { basename } from "node:path";
import { isStageRunning } from "../shoppers/find-running.ts";
import { readServices } from "../stage/services.ts";
import { type Stage, startStage } from "../stage/stage.ts";
import { onStopSignal } from "../stage/stop-signals.ts";

/** The gateway of a stage, which is started unless it runs already. */
export async function openStage(
  directory: string,
  print: (line: string) => void,
) {
  const services = await readServices(directory);
  const port = services.find(({ name }) => name === "gateway")?.port;
  const gatewayUrl = port ? `http://localhost:${port}` : "";
  if (await isStageRunning(directory)) {
    print(`${basename(directory)} runs already.\n`);
    return { gatewayUrl, close: async () => {} };
  }
  return { gatewayUrl, close: await start(directory, print) };
}

/** Starts a stage, and returns how to stop it, which a signal does, too. */
async function start(directory: string, print: (line: string) => void) {
  const name = basename(directory);
  let stage: Stage | undefined;
  const close = async () => stage?.stop();
  onStopSignal({
    stop: () => close().finally(() => process.exit(1)),
    kill: () => process.exit(1),
  });
  print(`Starting ${name} …`);
  stage = await startStage({ stage: directory, waitUntilReady: false });
  try {
    await stage.ready();
  } catch (error) {
    await close();
    throw error;
  }
  print(`${name} is ready.\n`);
  return close;
}
