import { BulkheadRejectedError, bulkhead } from "cockatiel";
import { Unavailable } from "#commons/errors.ts";

/** Runs at most `limit` tasks at once; up to `maxWaiting` others wait. */
export function limitConcurrency(limit: number, maxWaiting = 200) {
  const room = bulkhead(limit, maxWaiting);
  return async function runInTurn<T>(task: () => Promise<T>): Promise<T> {
    return room.execute(task).catch((cause) => {
      const isFull = cause instanceof BulkheadRejectedError;
      throw isFull ? new Unavailable("Too busy.", { cause }) : cause;
    });
  };
}
