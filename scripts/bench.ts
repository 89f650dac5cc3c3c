import { createStoreClient } from "../demo99/client/store-client.ts";
import {
  benchHelp,
  benchOptions,
  parseBenchArguments,
  type Wanted,
} from "./bench/arguments.ts";
import type { Costs } from "./bench/load/costs.ts";
import { readCosts } from "./bench/load/last-costs.ts";
import { renderLoad } from "./bench/load/report.ts";
import { runLoad } from "./bench/load/run-load.ts";
import { comparedServices, operationsFor } from "./bench/operations.ts";
import { renderReport } from "./bench/report.ts";
import { runBench } from "./bench/run-bench.ts";
import { renderSimulation } from "./bench/simulate/report.ts";
import { withStage } from "./bench/with-stage.ts";
import { findStageDirectory } from "./course.ts";
import type { Stage } from "./stage/stage.ts";
import { findSigningKey } from "./tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "./tokens/token.ts";

export const options = Object.keys(benchOptions);

/** What both systems need, then the services, and the monolith. */
const only = [
  ...["gateway", "book-api", "cd-api", "dvd-api", "query-api"],
  ...comparedServices,
  "monolith",
];
const sampleSize = 30;
const seed = 1;
const say = (what: string) => console.error(`${what} …`);

/** Measures the final application, and computes what more orders need. */
export async function main(args: string[]) {
  const wanted = parseBenchArguments(args);
  if (wanted.help) return console.log(benchHelp);
  const { load, simulate, json } = wanted;
  const print = (figures: object, text: string) =>
    console.log(json ? JSON.stringify(figures) : text);
  if (!load && !simulate) {
    const report = await compareSystems(wanted);
    print(report, renderReport(report));
    process.exit();
  }
  const report = load ? await measureLoad(wanted) : undefined;
  if (report && !(simulate && json)) print(report, renderLoad(report));
  if (simulate) {
    const costs = report?.costs ?? (await lastCosts(wanted));
    print(costs, renderSimulation(costs, { ...wanted, seed }));
  }
  process.exit();
}

/** The services, and the monolith. */
async function compareSystems({ seconds, services }: Wanted) {
  say("starting");
  return withStage(only, async (stage) => {
    const operations = operationsFor(await takeSample(stage)).filter(
      ({ service }) => services.includes(service),
    );
    return runBench(stage, operations, { seconds, say });
  });
}

/** All services, under the load of shoppers. */
async function measureLoad(wanted: Wanted) {
  say("starting");
  return withStage(undefined, (stage) => runLoad(stage, { ...wanted, say }));
}

async function lastCosts(wanted: Wanted): Promise<Costs> {
  const last = await readCosts(findStageDirectory("99"));
  return last ?? (await measureLoad(wanted)).costs;
}

/** Numbers of items, and the token of a customer. */
async function takeSample(stage: Stage) {
  const { books } = createStoreClient();
  const { items } = await books.search({ limit: sampleSize });
  const key = (await findSigningKey(stage)) as SigningKey;
  const token = signToken(claimsOf("alice", "customer"), key);
  return { numbers: items.map(({ number }) => number), token };
}
