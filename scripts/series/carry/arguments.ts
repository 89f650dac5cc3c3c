import { parseArgs } from "node:util";
import { UsageError } from "../../stage/errors.ts";
import { parseOrRefuse } from "../options.ts";

export const carryHelp = `npm run carry <stage> [-- options]

  01               carry the change in demo01 through all later stages

  --from REVISION  the change since this commit; if not given, since the
                   last commit, or since the last carry after it
  --dry-run        show what would be done, without doing it
  --continue       continue after the conflicts are resolved
  --abort          undo everything that was carried
  --help           show this help

READMEs are not carried: each describes its own stage.`;

export type CarryArguments =
  | {
      action: "start";
      stage: string;
      from: string | undefined;
      isDryRun: boolean;
    }
  | { action: "continue" | "abort" | "help" };

export const carryOptions = {
  from: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  continue: { type: "boolean", default: false },
  abort: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm run carry`; fails with a sentence for the user. */
export function parseCarryArguments(
  args: string[],
  find: (text: string) => string,
): CarryArguments {
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options: carryOptions, allowPositionals: true }),
    carryHelp,
  );
  if (values.help) return { action: "help" };
  const { from, "dry-run": isDryRun } = values;
  const actions = (["continue", "abort"] as const).filter(
    (name) => values[name],
  );
  const [action, another] = actions;
  if (another || (action && (from || isDryRun))) {
    throw new UsageError(`One option at a time.\n\n${carryHelp}`);
  }
  if (action) return { action };
  return {
    action: "start",
    stage: onlyStage(positionals, find),
    from,
    isDryRun,
  };
}

function onlyStage(texts: string[], find: (text: string) => string) {
  const [text, second] = texts;
  if (!text || second) throw new UsageError(`Name one stage.\n\n${carryHelp}`);
  return find(text);
}
