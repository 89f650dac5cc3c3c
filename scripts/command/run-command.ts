import { StageError, UsageError } from "../stage/errors.ts";
import { escapeControls } from "../stage/escape.ts";
import { didYouMean } from "./did-you-mean.ts";
import { withoutProxy } from "./no-proxy.ts";
import { refuseSwallowed } from "./swallowed.ts";

export type Context = {
  /** How long the installation took, which is no part of a start's time. */
  installMs: number;
};

type Command = {
  main: (args: string[], context: Context) => Promise<void> | void;
  /** The options that npm may have kept to itself; without dashes. */
  options?: string[];
};

const commands: Record<string, () => Promise<Command>> = {
  start: () => import("../start.ts"),
  test: () => import("../test.ts"),
  diff: () => import("../diff.ts"),
  carry: () => import("../carry.ts"),
  lesson: () => import("../lesson.ts"),
  matrix: () => import("../matrix.ts"),
  shoppers: () => import("../shoppers.ts"),
  bdd: () => import("../bdd.ts"),
  doctor: () => import("../doctor.ts"),
  build: () => import("../build.ts"),
  mutate: () => import("../mutate.ts"),
  protobuf: () => import("../protobuf.ts"),
  extrapolate: () => import("../extrapolate.ts"),
  bench: () => import("../bench.ts"),
  diagrams: () => import("../diagrams.ts"),
  manifests: () => import("../manifests.ts"),
};

/**
 * Runs a command of the course. An error that the user can correct is shown
 * as a sentence: exit code 2 for a wrong command line, 1 for another one.
 */
export async function runCommand(words: string[], installMs: number) {
  // Unlike npm, other package managers pass the "--" on.
  const [name = "", ...args] = words.filter((word) => word !== "--");
  // Both spellings: the lower-case one has precedence.
  process.env.NO_PROXY = withoutProxy(process.env);
  process.env.no_proxy = process.env.NO_PROXY;
  try {
    const { main, options = [] } = await load(name);
    const { env } = process;
    const warning = refuseSwallowed({ command: name, args, options, env });
    if (warning) console.error(warning);
    await main(args, { installMs });
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof StageError)) throw error;
    console.error(escapeControls(error.message));
    process.exitCode = isUsage ? 2 : 1;
  }
}

function load(name: string) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command();
  const names = Object.keys(commands);
  const hint = didYouMean(name, names);
  throw new UsageError(
    `There is no command "${name}": there are ${names.join(", ")}.${hint}`,
  );
}
