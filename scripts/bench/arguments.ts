import { parseArgs } from "node:util";
import { parseOrRefuse } from "../series/options.ts";
import { UsageError } from "../stage/errors.ts";

export const benchHelp = `npm run bench [-- options]

  --seconds 2   duration of each load
  --json        print the figures as JSON
  --help        show this help

Starts search, recommendations, tags and synchronisation of the final
application twice: as services, and as the monolith. Compares calls, latency,
CPU time and memory, what still works after a kill, and search with three
instances. Takes about a minute and a half.`;

export type Wanted = { seconds: number; json: boolean; help: boolean };

export const benchOptions = {
  seconds: { type: "string", default: "2" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm run bench`; fails with a sentence for the user. */
export function parseBenchArguments(args: string[]): Wanted {
  const { values } = parseOrRefuse(
    () => parseArgs({ args, options: benchOptions }),
    benchHelp,
  );
  const { seconds: text, json, help } = values;
  const seconds = Number(text);
  const isValid = /^\d+(\.\d+)?$/.test(text) && seconds > 0 && seconds <= 60;
  if (isValid) return { seconds, json, help };
  throw new UsageError(
    `--seconds takes a number above 0, up to 60, not "${text}".`,
  );
}
