import { parseArgs } from "node:util";
import { didYouMean } from "../command/did-you-mean.ts";
import { parseOrRefuse } from "../series/options.ts";
import { UsageError } from "../stage/errors.ts";
import { comparedServices } from "./operations.ts";

export const benchHelp = `npm run bench [-- options]

  --seconds 2       duration of each load
  --services LIST   compare only these: ${comparedServices.join(",")}
  --load            the CPU time of an order, and the load that is sustained
  --orders 100      with --load: orders that are measured
  --p99 500         with --load: the limit of 99 of 100 replies, in ms
  --simulate        where queues build up, and what that costs
  --cores 2         with --load and --simulate: cores of the machine
  --peak 3          with --simulate: the busiest hour, by the mean of a day
  --json            print the figures as JSON
  --help            show this help

Without --load and --simulate: starts search, recommendations, tags and
synchronisation of the final application twice: as services, and as the
monolith. Compares calls, latency, CPU time and memory, what still works after
a kill, and a service with three instances. Takes about a minute and a half.

--load starts the final application, and sends it the requests of
npm run shoppers: first in fixed numbers, to measure CPU time, then at a rate
that rises until replies are late or wrong.

--simulate computes from the CPU time of the last --load what a hundred, ten
thousand and a million orders a day need. Without one, it measures first.`;

export type Wanted = {
  seconds: number;
  services: string[];
  load: boolean;
  orders: number;
  p99: number;
  simulate: boolean;
  cores: number;
  peak: number;
  json: boolean;
  help: boolean;
};

export const benchOptions = {
  seconds: { type: "string", default: "2" },
  services: { type: "string", default: comparedServices.join(",") },
  load: { type: "boolean", default: false },
  orders: { type: "string", default: "100" },
  p99: { type: "string", default: "500" },
  simulate: { type: "boolean", default: false },
  cores: { type: "string", default: "2" },
  peak: { type: "string", default: "3" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm run bench`; fails with a sentence for the user. */
export function parseBenchArguments(args: string[]): Wanted {
  const { values } = parseOrRefuse(
    () => parseArgs({ args, options: benchOptions }),
    benchHelp,
  );
  const { load, simulate, json, help } = values;
  return {
    ...{ load, simulate, json, help },
    seconds: numberWithin("--seconds", values.seconds, 60),
    services: values.services.split(",").map(compared),
    orders: wholeWithin("--orders", values.orders, 10_000),
    p99: numberWithin("--p99", values.p99, 10_000),
    cores: wholeWithin("--cores", values.cores, 1_000),
    peak: numberWithin("--peak", values.peak, 100),
  };
}

function numberWithin(flag: string, text: string, max: number): number {
  const number = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && number > 0 && number <= max) return number;
  throw new UsageError(
    `${flag} takes a number above 0, up to ${max}, not "${text}".`,
  );
}

function wholeWithin(flag: string, text: string, max: number): number {
  const number = numberWithin(flag, text, max);
  if (Number.isInteger(number)) return number;
  throw new UsageError(`${flag} takes a whole number, not "${text}".`);
}

function compared(name: string): string {
  if (comparedServices.includes(name)) return name;
  const list = comparedServices.join(", ");
  const hint = didYouMean(name, comparedServices);
  throw new UsageError(
    `--services takes services that the monolith has, too, not "${name}": ${list}.${hint}`,
  );
}
