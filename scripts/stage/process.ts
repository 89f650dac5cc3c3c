import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { localEnv } from "./local-env.ts";

export type Stream = "stdout" | "stderr";

export type ProcessOptions = {
  file: string;
  directory: string;
  env: Record<string, string>;
  onLine: (line: string, stream: Stream) => void;
};

export type Process = ReturnType<typeof startProcess>;

const preload = new URL("./child.mjs", import.meta.url).href;
const posix = process.platform !== "win32";
const keptLines = 15;

/** Runs a bundle as a process that ends when the runner ends. */
export function startProcess(options: ProcessOptions) {
  const { file, directory, env, onLine } = options;
  const child = spawn(
    process.execPath,
    ["--enable-source-maps", `--import=${preload}`, file],
    {
      cwd: directory,
      env: { ...localEnv(process.env), ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Its own process group: Ctrl-C in the terminal reaches the runner only.
      detached: posix,
    },
  );
  const lines: string[] = [];
  let guard: ChildProcess | undefined;

  function keep(line: string, stream: Stream) {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    onLine(line, stream);
  }

  for (const stream of ["stdout", "stderr"] as const) {
    const input = child[stream] as Readable;
    createInterface({ input }).on("line", (line) => keep(line, stream));
  }
  child.on("error", (error) => keep(error.message, "stderr"));
  const exited = new Promise<string>((resolve) => {
    child.once("close", (code, signal) => {
      guard?.kill("SIGKILL");
      resolve(signal ? `signal ${signal}` : `exit code ${code}`);
    });
  });

  return {
    pid: child.pid,
    /** "exit code 1" or "signal SIGKILL". */
    exited,
    lastLines: () => [...lines],
    signal: (name: NodeJS.Signals) => child.kill(name),
    pause() {
      guard ??= startGuard(child);
      child.kill("SIGSTOP");
    },
    resume() {
      guard?.kill("SIGKILL");
      guard = undefined;
      child.kill("SIGCONT");
    },
  };
}

/**
 * A paused process does not notice the end of the runner. Its guard process
 * does, and resumes it, so that it ends.
 */
function startGuard({ pid }: ChildProcess) {
  return spawn("/bin/sh", ["-c", `read _; kill -CONT ${pid}`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
}
