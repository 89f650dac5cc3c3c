import { createStoreClient } from "../demo99/client/store-client.ts";
import {
  benchHelp,
  benchOptions,
  parseBenchArguments,
} from "./bench/arguments.ts";
import { operationsFor } from "./bench/operations.ts";
import { renderReport } from "./bench/report.ts";
import { runBench } from "./bench/run-bench.ts";
import { type Stage, startStage } from "./stage/stage.ts";
import { onStopSignal } from "./stage/stop-signals.ts";
import { findSigningKey } from "./tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "./tokens/token.ts";

export const options = Object.keys(benchOptions);

/** What both systems need, then the services, and the monolith. */
const only = [
  ...["gateway", "book-api", "cd-api", "dvd-api", "query-api"],
  ...["search-api", "recommend-api", "tag-api", "sync-api"],
  "monolith",
];
const env = { RATE_LIMIT_PER_MINUTE: "1000000", LOG_LEVEL: "warn" };
const sampleSize = 30;

/** Compares the services with the monolith. */
export async function main(args: string[]) {
  const wanted = parseBenchArguments(args);
  if (wanted.help) return console.log(benchHelp);
  const say = (what: string) => console.error(`${what} …`);
  let stage: Stage | undefined;
  const stop = () => stage?.abandon();
  onStopSignal({
    stop: async () => {
      await stop();
      process.exit(1);
    },
    kill: () => process.exit(1),
  });
  say("starting");
  stage = await startStage({ stage: "99", only, env, waitUntilReady: false });
  try {
    await stage.ready();
    const operations = operationsFor(await takeSample(stage));
    const report = await runBench(stage, operations, { ...wanted, say });
    console.log(wanted.json ? JSON.stringify(report) : renderReport(report));
  } finally {
    await stop();
  }
  process.exit();
}

/** Numbers of items, and the token of a customer. */
async function takeSample(stage: Stage) {
  const { books } = createStoreClient();
  const { items } = await books.search({ limit: sampleSize });
  const key = (await findSigningKey(stage)) as SigningKey;
  const token = signToken(claimsOf("alice", "customer"), key);
  return { numbers: items.map(({ number }) => number), token };
}
