import { parseArgs } from "node:util";
import { stages } from "../course.ts";
import { parseOrRefuse } from "../series/options.ts";
import { UsageError } from "./errors.ts";
import type { Choice } from "./services.ts";

export const startHelp = `npm start [stage] [-- options]

  stage                           01, demo01 or a path; otherwise the last one

  --only book-api,inventory-api   start these services only, and the registry
                                  if the stage has one
  --instances numbergenerator-api=3
                                  start several instances of a service
  --port numbergenerator-api=9084 let a service listen on another port
  --keep                          keep the data of the last run
  --quiet                         show only warnings and errors
  --help                          show this help

  MONGODB_URL=…                   use this database, not the embedded one
  AMQP_URL=…                      use this message broker, not the embedded one`;

export type StartArguments = Choice & {
  stage: string;
  keep: boolean;
  quiet: boolean;
  help: boolean;
};

export const startOptions = {
  only: { type: "string", multiple: true },
  instances: { type: "string", multiple: true },
  port: { type: "string", multiple: true },
  keep: { type: "boolean", default: false },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm start`; fails with a sentence for the user. */
export function parseStartArguments(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): StartArguments {
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options: startOptions, allowPositionals: true }),
    startHelp,
  );
  // npm takes --quiet before "--" as its own log level.
  const quiet = values.quiet || env.npm_config_loglevel === "warn";
  return {
    stage: findOnlyStage(positionals),
    keep: values.keep,
    quiet,
    help: values.help,
    only: values.only?.flatMap((names) => names.split(",")),
    instances: parsePairs("--instances", values.instances),
    ports: parsePairs("--port", values.port),
  };
}

/** In a stage's folder, "." comes before what the user types. */
function findOnlyStage(positionals: string[]) {
  const named = positionals.filter((text) => text !== ".");
  const [stage, second] = named.length > 0 ? named : positionals;
  if (second === undefined) return stage ?? (stages.at(-1) as string);
  throw new UsageError(
    `One stage at a time, and options after --, as in
npm start 01 -- --only book-api; this was "${positionals.join(" ")}".`,
  );
}

/** Reads "a=1" and "a=1,b=2". */
function parsePairs(flag: string, texts: string[] = []) {
  const pairs = texts.flatMap((text) => text.split(","));
  return Object.fromEntries(pairs.map((pair) => parsePair(flag, pair)));
}

function parsePair(flag: string, pair: string): [string, number] {
  const [, name, number] = pair.match(/^([^=]+)=(\d+)$/) ?? [];
  if (name && number) return [name, Number(number)];
  throw new UsageError(
    `${flag} takes a service and a number, as in numbergenerator-api=3, not "${pair}".`,
  );
}
