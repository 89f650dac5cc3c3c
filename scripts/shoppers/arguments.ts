import { parseArgs } from "node:util";
import { parseOrRefuse, refuseSwallowed } from "../series/options.ts";
import { UsageError } from "../stage/errors.ts";

export const shoppersHelp = `npm run shoppers [-- options]

  --on 05         the stage that runs; found by asking if not given
  --rate 20       requests a second
  --seconds 60    for so long; Ctrl-C ends it before
  --help          show this

Sends what shoppers send to the store that runs: of 14 requests, 10 browse, 3
fill a cart and 1 checks out; one request in 20 is wrong. Where the store has
a login, they are alice and bob. Ends with 0 when every answer was due, with 1
when not.`;

export type Wanted = {
  on: string | undefined;
  rate: number;
  seconds: number;
  help: boolean;
};

const options = {
  on: { type: "string" },
  rate: { type: "string", default: "20" },
  seconds: { type: "string", default: "60" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What `npm run shoppers` was told; fails with a sentence for the user. */
export function parseShoppersArguments(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Wanted {
  refuseSwallowed(["on", "rate", "seconds"], env, "npm run shoppers");
  const { values } = parseOrRefuse(
    () => parseArgs({ args, options }),
    shoppersHelp,
  );
  return {
    on: values.on,
    rate: numberWithin("--rate", values.rate, 1_000),
    seconds: numberWithin("--seconds", values.seconds, 86_400),
    help: values.help,
  };
}

function numberWithin(flag: string, text: string, max: number) {
  const number = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && number > 0 && number <= max) return number;
  throw new UsageError(
    `${flag} takes a number above 0, up to ${max}, not "${text}".`,
  );
}
