import { parseArgs } from "node:util";
import { parseOrRefuse } from "../series/options.ts";

export const bddHelp = `npm run bdd [feature …] [-- options]

  sign-up         features of demo99/bdd; all if none is named
  --title TEXT    only scenarios whose titles include the text
  --on 99         another stage, which must have a folder bdd/
  --help          show this help

Runs the features of demo99, which are written in Gherkin, with Cucumber. Uses
the stage if it runs; otherwise starts it, and stops it at the end. The exit
code is 0 if every scenario has passed, otherwise 1.`;

export type Wanted = {
  features: string[];
  title: string | undefined;
  on: string | undefined;
  help: boolean;
};

export const bddOptions = {
  title: { type: "string" },
  on: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm run bdd`; fails with a sentence for the user. */
export function parseBddArguments(args: string[]): Wanted {
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options: bddOptions, allowPositionals: true }),
    bddHelp,
  );
  const { title, on, help } = values;
  return { features: positionals, title, on, help };
}
