import { createBatchQueue } from "#commons/batch-queue.ts";
import { droppedLines } from "#commons/dropped.ts";

export type LogBatch = { lines: unknown[]; dropped: number };

/** A destination of log lines that sends them on in batches. */
export function createLogShipper(send: (batch: LogBatch) => Promise<unknown>) {
  const queue = createBatchQueue<string>(
    (lines, dropped) =>
      send({ lines: lines.map((line) => JSON.parse(line)), dropped }),
    { onDrop: (count) => droppedLines.inc(count) },
  );
  return { write: queue.add };
}
