import { parseArgs } from "node:util";
import { UsageError } from "../../stage/errors.ts";
import { parseOrRefuse, refuseSwallowed } from "../options.ts";
import { refuseSkipped } from "../series.ts";

export const carryHelp = `npm run carry <stage> [-- options]

  01               carry what was changed in demo01 through all later stages

  --from REVISION  what was changed since this commit; if not given, since
                   the last commit, or the last carry after it
  --dry-run        say what would be done, and do nothing
  --continue       go on after a conflict has been mended
  --abort          take back everything that was carried
  --help           show this

READMEs are not carried: each describes its own stage.`;

export type CarryArguments =
  | {
      action: "start";
      stage: string;
      from: string | undefined;
      isDryRun: boolean;
    }
  | { action: "continue" | "abort" | "help" };

const options = {
  from: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  continue: { type: "boolean", default: false },
  abort: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What `npm run carry` was told; fails with a sentence for the user. */
export function parseCarryArguments(
  args: string[],
  find: (text: string) => string,
  env: NodeJS.ProcessEnv = {},
): CarryArguments {
  const names = ["from", "dry-run", "continue", "abort"];
  refuseSwallowed(names, env, "npm run carry 01");
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options, allowPositionals: true }),
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
  refuseSkipped(text);
  return find(text);
}
