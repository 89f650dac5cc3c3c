import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Series } from "../series.ts";

export type MadeUpSeries = ReturnType<typeof createMadeUpSeries>;

const asTester = [
  ...["-c", "user.name=tester", "-c", "user.email=tester@example.org"],
  ...["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"],
];

/** Stages in a folder of their own: stage, path, and text of each file. */
export function createMadeUpSeries(
  stages: Record<string, Record<string, string>>,
) {
  const root = mkdtempSync(join(tmpdir(), "series-"));
  const series: Series = { root, stages: Object.keys(stages) };

  function write(path: string, content: string | Buffer) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }

  function git(...args: string[]) {
    execFileSync("git", [...asTester, ...args], {
      cwd: root,
      stdio: "ignore",
      env: withoutGit(process.env),
    });
  }

  for (const [stage, files] of Object.entries(stages)) {
    mkdirSync(join(root, stage));
    for (const [path, text] of Object.entries(files)) {
      write(`${stage}/${path}`, text);
    }
  }
  return {
    series,
    write,
    read: (path: string) => readFileSync(join(root, path), "utf8"),
    has: (path: string) => existsSync(join(root, path)),
    mode: (path: string) => statSync(join(root, path)).mode & 0o777,
    place: (path: string) => join(root, path),
    remove: (path: string) => rmSync(join(root, path)),
    commit() {
      git("init", "-q");
      git("add", "-A");
      git("commit", "-q", "-m", "as it is");
    },
    delete: () => rmSync(root, { recursive: true }),
  };
}

/** A git hook that runs the tests sets variables that name its repository. */
function withoutGit(env: NodeJS.ProcessEnv) {
  const entries = Object.entries(env);
  return Object.fromEntries(
    entries.filter(([name]) => !name.startsWith("GIT_")),
  );
}
