import { execFileSync } from "node:child_process";
import { UsageError } from "../../stage/errors.ts";

export type RunGit = (args: string[], options?: Options) => string;
type Options = {
  input?: string;
  env?: Record<string, string>;
  /** "latin1" keeps every byte, of binary files too. */
  encoding?: "utf8" | "latin1";
};

const minorOfMergeTree = 38;

/** Runs git in a folder; returns what it prints. */
export function createGit(folder: string): RunGit {
  return (args, { input = "", env = {}, encoding = "utf8" } = {}) =>
    execFileSync("git", args, {
      cwd: folder,
      input: Buffer.from(input, encoding),
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
      maxBuffer: 2 ** 28,
    }).toString(encoding);
}

/** Fails with a sentence for the user if git is missing or too old. */
export function requireGit(root: string) {
  const git = createGit(root);
  const version = tryGit(git, ["--version"], "There is no git on this machine");
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) === 2 && Number(minor) < minorOfMergeTree) {
    throw new UsageError(`npm run carry needs git 2.38; this is ${version}`);
  }
  tryGit(
    git,
    ["rev-parse", "--git-dir"],
    `${root} is no git checkout (a ZIP download is none)`,
  );
}

function tryGit(git: RunGit, args: string[], problem: string) {
  try {
    return git(args);
  } catch (cause) {
    throw new UsageError(
      `${problem}.
npm run carry needs git: the last commit is what a stage is compared with.`,
      { cause },
    );
  }
}
