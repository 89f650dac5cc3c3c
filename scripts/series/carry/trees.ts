import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../../stage/errors.ts";
import { createGit } from "./git.ts";
import { parseEntries, pick, type Tree } from "./tree.ts";

export type Trees = ReturnType<typeof createTrees>;

const encoding = "latin1";
const author = {
  GIT_AUTHOR_NAME: "carry",
  GIT_AUTHOR_EMAIL: "carry@localhost",
  GIT_COMMITTER_NAME: "carry",
  GIT_COMMITTER_EMAIL: "carry@localhost",
};

/** Reads, merges and writes the states of stages, as trees of git. */
export function createTrees(root: string) {
  const rootGit = createGit(root);
  const ask = (option: string) => rootGit(["rev-parse", option]).trim();
  const top = ask("--show-toplevel");
  const prefix = ask("--show-prefix");
  const git = createGit(top);
  /** A folder that git keeps out of commits and of other checkouts. */
  const folder = resolve(
    root,
    rootGit(["rev-parse", "--git-path", "carry"]).trim(),
  );
  const env = { GIT_INDEX_FILE: join(dirname(folder), "carry-index") };

  function commitOf(revision: string) {
    const args = ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`];
    try {
      return git(args).trim();
    } catch (cause) {
      throw new UsageError(`There is no commit ${revision}.`, { cause });
    }
  }

  /** A stage as a commit has it; empty if the commit does not have it. */
  function committed(commit: string, stage: string): Tree {
    const path = `${prefix}${stage}/`;
    const listing = git(["ls-tree", "-rz", commit, path]);
    return parseEntries(listing, /^(100\d+) blob (\w+)\t(.*)$/s, path);
  }

  /** A stage as its folder is now; what .gitignore names is left out. */
  function present(stage: string): Tree {
    const path = `${prefix}${stage}/`;
    git(["read-tree", "HEAD"], { env });
    git(["add", "-A", "--", path], { env });
    const listing = git(["ls-files", "-sz", "--", path], { env });
    return parseEntries(listing, /^(100\d+) (\w+) 0\t(.*)$/s, path);
  }

  /** Fills the index with these files only. */
  function fillIndex(tree: Tree, folder = "") {
    const lines = Object.entries(tree).map(
      ([path, entry]) => `${entry}\t${folder}${path}\0`,
    );
    git(["read-tree", "--empty"], { env });
    git(["update-index", "-z", "--index-info"], { env, input: lines.join("") });
  }

  function idOf(tree: Tree) {
    fillIndex(tree);
    return git(["write-tree"], { env }).trim();
  }

  function commit(tree: Tree, ...parents: string[]) {
    const args = parents.flatMap((parent) => ["-p", parent]);
    const options = { env: author };
    return git(["commit-tree", idOf(tree), ...args, "-m", "-"], options).trim();
  }

  /** A three-way merge; files in conflict have markers, or are `mine`. */
  function merge(base: Tree, mine: Tree, theirs: Tree) {
    const parent = commit(base);
    const sides = [commit(mine, parent), commit(theirs, parent)];
    const style = ["-c", "merge.conflictStyle=diff3"];
    const renames = ["-c", "merge.directoryRenames=false"];
    const flags = ["--write-tree", "--name-only", "--no-messages", "-z"];
    const output = allowConflicts(() =>
      git([...style, ...renames, "merge-tree", ...flags, ...sides]),
    );
    const [id = "", ...conflicts] = output.split("\0").filter(Boolean);
    const listing = git(["ls-tree", "-rz", id]);
    const tree = parseEntries(listing, /^(\d+) blob (\w+)\t(.*)$/s, "");
    return { tree, conflicts };
  }

  /** The old path of each file that is renamed, by its new path. */
  function renames(before: Tree, after: Tree) {
    const ids = [idOf(before), idOf(after)];
    const flags = ["-r", "-z", "-M60%", "--diff-filter=R", "--name-status"];
    const words = git(["diff-tree", ...flags, ...ids]).split("\0");
    const found = new Map<string, string>();
    for (let i = 0; i + 2 < words.length; i += 3) {
      found.set(words[i + 2] as string, words[i + 1] as string);
    }
    return found;
  }

  const read = (entry: string) =>
    git(["cat-file", "blob", entry.split(" ")[1] as string], { encoding });

  function store(text: string) {
    return git(["hash-object", "-w", "--stdin"], {
      input: text,
      encoding,
    }).trim();
  }

  /** Writes the files of a stage that are to change; undefined removes. */
  function write(stage: string, paths: string[], to: Tree) {
    const kept = paths.filter((path) => to[path]);
    fillIndex(pick(to, kept), `${prefix}${stage}/`);
    git(["checkout-index", "-f", "-a"], { env });
    for (const path of paths) {
      if (!to[path]) remove(join(root, stage, path));
    }
  }

  return {
    folder,
    commitOf,
    committed,
    present,
    merge,
    renames,
    read,
    store,
    write,
  };
}

/** git ends with 1 after a conflict, with another number after an error. */
function allowConflicts(run: () => string) {
  try {
    return run();
  } catch (error) {
    const { status, stdout } = error as { status?: number; stdout?: Buffer };
    if (status === 1 && stdout) return stdout.toString();
    throw error;
  }
}

/** Removes a file, and the folders that become empty, as git does. */
function remove(place: string) {
  rmSync(place, { force: true });
  let folder = dirname(place);
  while (readdirSync(folder).length === 0) {
    rmdirSync(folder);
    folder = dirname(folder);
  }
}
