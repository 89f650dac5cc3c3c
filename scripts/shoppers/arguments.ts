import { parseArgs } from "node:util";
import { parseOrRefuse } from "../series/options.ts";
import { UsageError } from "../stage/errors.ts";

export const shoppersHelp = `npm run shoppers [-- options]

  --on 05         the running stage; found by its ports if not given
  --rate 20       requests per second
  --seconds 60    duration; Ctrl-C ends it earlier
  --help          show this help

Sends a load of shoppers to the running store: of 14 requests, 10 browse, 3 add
to a cart and 1 checks out; one request in 20 is wrong on purpose. From demo06
on the shoppers log in as alice and bob. The exit code is 0 if every response
was the expected one, otherwise 1.`;

export type Wanted = {
  on: string | undefined;
  rate: number;
  seconds: number;
  help: boolean;
};

export const shoppersOptions = {
  on: { type: "string" },
  rate: { type: "string", default: "20" },
  seconds: { type: "string", default: "60" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm run shoppers`; fails with a sentence for the user. */
export function parseShoppersArguments(args: string[]): Wanted {
  const { values } = parseOrRefuse(
    () => parseArgs({ args, options: shoppersOptions }),
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
