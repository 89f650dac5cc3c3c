import { parseArgs } from "node:util";
import { parseOrRefuse } from "../series/options.ts";
import { UsageError } from "../stage/errors.ts";

export const extrapolateHelp = `npm run extrapolate [-- options]

  --items 10000   number of items
  --posts 1000    number of posts about them; a tenth of the items if not given
  --seed 7        the same seed makes the same data; 1 if not given
  --into http://localhost:8100
                  add the data to a running store, through its gateway
  --help          show this help

Makes a large catalogue from the small one that the store opens with, and prints
it: one JSON object a line, first the items, then the posts. --into logs in as
admin, or uses the token in the variable TOKEN, and numbers items as the store
does. The exit code is 1 if the store refused any of the data.`;

export type Wanted = {
  items: number;
  posts: number;
  seed: number;
  into: string | undefined;
  help: boolean;
};

export const extrapolateOptions = {
  items: { type: "string", default: "10000" },
  posts: { type: "string" },
  seed: { type: "string", default: "1" },
  into: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm run extrapolate`; fails with a sentence for the user. */
export function parseExtrapolateArguments(args: string[]): Wanted {
  const { values } = parseOrRefuse(
    () => parseArgs({ args, options: extrapolateOptions }),
    extrapolateHelp,
  );
  const items = wholeNumber("--items", values.items, { from: 1, to: 1e6 });
  const posts = values.posts ?? String(Math.floor(items / 10));
  return {
    items,
    posts: wholeNumber("--posts", posts, { from: 0, to: 1e6 }),
    seed: wholeNumber("--seed", values.seed, { from: 0, to: 2 ** 32 - 1 }),
    into: values.into && parseUrl("--into", values.into),
    help: values.help,
  };
}

type Range = { from: number; to: number };

function wholeNumber(flag: string, text: string, { from, to }: Range) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  const limits = [from, to].map((limit) => limit.toLocaleString("en"));
  throw new UsageError(
    `${flag} takes a whole number from ${limits.join(" to ")}, not "${text}".`,
  );
}

function parseUrl(flag: string, text: string) {
  if (/^https?:/.test(text) && URL.canParse(text)) return text;
  throw new UsageError(
    `${flag} takes the URL of a gateway, as http://localhost:8100, not "${text}".`,
  );
}
