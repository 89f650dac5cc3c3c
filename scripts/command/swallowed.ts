import { UsageError } from "../stage/errors.ts";
import { didYouMean } from "./did-you-mean.ts";
import { findScript, readNpmWords, type Words } from "./npm-log.ts";
import {
  exportedOptions,
  npmOptionFor,
  readNpmOptions,
  readNpmrcNames,
} from "./npm-options.ts";

type Call = {
  /** The npm script: "lesson". */
  command: string;
  /** The arguments that reached the command. */
  args: string[];
  /** The command's options, without dashes. */
  options: string[];
  env: NodeJS.ProcessEnv;
};

/** Options of npm that a machine may have set permanently. */
const permanent = ["color", "only"];

const swallows = 'npm keeps the options before "--" to itself.';

/**
 * Refuses a command whose options npm has kept to itself, because it would
 * run without them; shows the command with "--" in its place. Returns a
 * warning where it cannot tell them from the settings of npm.
 */
export function refuseSwallowed(
  call: Call,
  words = readNpmWords(call.args, call.env),
): string | undefined {
  // A command started by a test inherits the variables of another npm script.
  if (call.env.npm_lifecycle_event !== call.command) return undefined;
  if (!words) return refuseExported(call);
  const corrected = correct(call, words);
  if (corrected) throw swallowed(corrected);
  return undefined;
}

/** The command line with its options behind "--", if one was before it. */
function correct(call: Call, { before, after }: Words) {
  if (!before.some(nameOf)) return undefined;
  const known = readNpmOptions(call.env) ?? [];
  const isMisplaced = (word: string) => {
    const name = nameOf(word);
    return name !== undefined && !isOfNpm(name, call.options, known);
  };
  const at = findScript(before, call.env);
  const head = before.slice(0, at).filter((word) => !isRun(word));
  const tail = before.slice(at + 1);
  const [, early] = cutAt(head, isMisplaced);
  const [given, late] = cutAt(tail, isMisplaced);
  if (early.length + late.length === 0) return undefined;
  return spell(call.command, given, [...early, ...late, ...after]);
}

/** "on" of --on and -on, which npm takes for the same; not of -1. */
function nameOf(word: string): string | undefined {
  return /^--?([a-z][a-z-]*)/i.exec(word)?.[1]?.toLowerCase();
}

const isRun = (word: string) => /^(run(-script)?|rum|urn)$/.test(word);

function cutAt(words: string[], test: (word: string) => boolean) {
  const first = [...words.map(test), true].indexOf(true);
  return [words.slice(0, first), words.slice(first)] as const;
}

/**
 * Whether an option is one of npm's, and not one of the command's. Of an npm
 * without a list of options, only similar names are the command's.
 */
function isOfNpm(name: string, options: string[], known: string[]): boolean {
  if (options.includes(name)) return false;
  const own = npmOptionFor(name, known);
  if (own) return own === name || !options.includes(own);
  return known.length === 0 && !didYouMean(name, options);
}

/**
 * Without a log: npm passes on unknown options as npm_config_NAME. Settings
 * from .npmrc and the environment have the same form.
 */
function refuseExported(call: Call): string | undefined {
  const { command, args, options, env } = call;
  const known = readNpmOptions(env);
  if (!known) return undefined;
  const settings = readNpmrcNames(env);
  const exported = [...exportedOptions(env).keys()].filter(
    (name) => !settings.includes(name),
  );
  const kept = exported.filter(
    (name) => options.includes(name) && !permanent.includes(name),
  );
  const unknown = exported.filter(
    (name) => !known.includes(name) && !kept.includes(name),
  );
  const meant = unknown.filter((name) => didYouMean(name, options));
  const all = [...kept, ...meant].map((name) => `--${name} …`);
  if (all.length > 0) throw swallowed(spell(command, args, all));
  const lost = [...unknown, ...options.filter((name) => isLost(name, known))];
  if (lost.length === 0 || args.some(nameOf)) return undefined;
  const form = spell(command, args, [`--${lost[0]} …`]);
  return `${swallows} If one was meant for this command, type it as: ${form}`;
}

function swallowed(corrected: string): UsageError {
  return new UsageError(`${swallows} Type it as:\n\n  ${corrected}`);
}

/**
 * Whether npm takes an option for one of its own that has other values, and
 * drops it: --on is npm's --only, which is "prod" or "production".
 */
function isLost(name: string, known: string[]): boolean {
  return npmOptionFor(name, known) === "only";
}

function spell(command: string, args: string[], options: string[]) {
  const run = ["start", "test"].includes(command) ? [] : ["run"];
  const words = ["npm", ...run, command, ...args, "--", ...options];
  return words.map(quoted).join(" ");
}

/** A shell would take a title with spaces for several words. */
function quoted(word: string): string {
  return /[\s']/.test(word) && !word.endsWith(" …") ? `"${word}"` : word;
}
