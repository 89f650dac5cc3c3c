import { UsageError } from "../stage/errors.ts";
import { didYouMean } from "./did-you-mean.ts";
import { readNpmWords } from "./npm-log.ts";

type Call = {
  /** The npm script: "lesson". */
  command: string;
  /** The arguments that reached the command. */
  args: string[];
  /** The command's options, without dashes. */
  options: string[];
  env: NodeJS.ProcessEnv;
};

/**
 * Refuses a command whose options npm has kept to itself, because it would
 * run without them; shows the command with "--" in its place.
 */
export function refuseSwallowed(call: Call, words = readNpmWords(call.env)) {
  // A command started by a test inherits the variables of another npm script.
  if (call.env.npm_lifecycle_event !== call.command) return;
  const corrected = words ? fromLog(call, words) : fromEnvironment(call);
  if (!corrected) return;
  throw new UsageError(
    `npm keeps the options before "--" to itself. Type it as:\n\n  ${corrected}`,
  );
}

/** The words between the script's name and "--" have a misplaced option. */
function fromLog({ command, options }: Call, words: string[]) {
  const end = [...words, "--"].indexOf("--");
  const before = words.slice(words.indexOf(command) + 1, end);
  const isOption = (word: string) => {
    const [, name] = /^--([a-z-]+)/.exec(word) ?? [];
    // npm keeps a misspelled option, too.
    return name && (options.includes(name) || didYouMean(name, options));
  };
  const first = before.findIndex(isOption);
  if (first < 0) return undefined;
  const given = before.slice(0, first);
  return spell(command, given, [
    ...before.slice(first),
    ...words.slice(end + 1),
  ]);
}

/** Without a log: npm passes an unknown option on as npm_config_NAME. */
function fromEnvironment({ command, args, options, env }: Call) {
  const kept = options.filter(
    (name) => env[`npm_config_${name.replaceAll("-", "_")}`] !== undefined,
  );
  if (kept.length === 0) return undefined;
  return spell(
    command,
    args,
    kept.map((name) => `--${name} …`),
  );
}

function spell(command: string, args: string[], options: string[]) {
  const run = ["start", "test"].includes(command) ? [] : ["run"];
  return ["npm", ...run, command, ...args, "--", ...options].join(" ");
}
