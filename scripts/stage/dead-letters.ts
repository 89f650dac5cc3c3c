import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Commons from "../../demo99/commons/broker.ts";
import type { Broker } from "../../demo99/commons/broker.ts";
import { didYouMean } from "../command/did-you-mean.ts";
import { StageError, UsageError } from "./errors.ts";
import type { Stage } from "./stage.ts";

type Parts = Pick<Stage, "directory" | "amqpUrl" | "queues">;
type Log = Commons.BrokerOptions["log"];

/** The errors that matter here are thrown, too. */
const noLog = { warn() {}, info() {}, error() {} } as unknown as Log;

/** The dead letters of a stage, one line each; "" if it has none. */
export async function listDeadLetters(stage: Parts): Promise<string> {
  return withBroker(stage, async (broker) => {
    const lines: string[] = [];
    for (const queue of stage.queues) {
      const letters = await lettersOf(broker, queue);
      for (const { id, topic, failures, error } of letters) {
        const count = `${failures} ${failures === 1 ? "failure" : "failures"}`;
        lines.push(`${queue}  ${topic}  ${id}  ${count}: ${error}`);
      }
    }
    return lines.join("\n");
  });
}

/** None if the queue does not exist, since its consumer has never started. */
async function lettersOf({ deadLetters }: Broker, queue: string) {
  try {
    return await deadLetters(queue);
  } catch (error) {
    const { cause } = error as { cause?: { code?: number } };
    if (cause?.code === 404) return [];
    throw error;
  }
}

/** Puts the dead letters of a queue back into it; returns how many. */
export async function requeue(stage: Parts, queue: string): Promise<number> {
  const { queues } = stage;
  if (!queues.includes(queue)) {
    const hint = didYouMean(queue, queues);
    throw new UsageError(
      `There is no queue ${queue}. The queues: ${queues.join(", ")}.${hint}`,
    );
  }
  return withBroker(stage, (broker) => broker.requeue(queue));
}

/** Opens a connection for one task, with the code of the stage. */
async function withBroker<T>(
  { directory, amqpUrl = "" }: Parts,
  task: (broker: Broker) => Promise<T>,
): Promise<T> {
  const file = join(directory, "commons", "broker.ts");
  const { openBroker }: typeof Commons = await import(pathToFileURL(file).href);
  const broker = openBroker({ url: amqpUrl, service: "npm start", log: noLog });
  try {
    return await task(broker);
  } catch (cause) {
    const { message } = cause as Error;
    throw new StageError(`The dead letters are not available: ${message}`, {
      cause,
    });
  } finally {
    await broker.close();
  }
}
