import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { courseDirectory } from "../../course.ts";
import { until } from "../../testing/until.ts";
import { findFreePort, isPortFree } from "../ports.ts";
import type { Service } from "../services.ts";

/** A service that responds with its environment. */
export const readyService = `
import { createServer } from "node:http";
const server = createServer((_, response) => {
  response.end(JSON.stringify(process.env));
});
server.listen(Number(process.env.PORT), () => console.log("listening"));
process.on("SIGTERM", () => {
  console.log("ending");
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
`;

/**
 * A stage in a folder of its own: service names and their code, and what else
 * is in its stage.json.
 */
export async function createFixture(
  sources: Record<string, string>,
  settings: Record<string, unknown> = {},
) {
  const directory = await mkdtemp(join(tmpdir(), "stage-"));
  const services: Service[] = [];
  for (const [name, source] of Object.entries(sources)) {
    const file = join(directory, "services", name, "src/main.ts");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, source);
    const path = `services/${name}`;
    services.push({ name, port: await unusedPort(), instances: 1, path });
  }
  const text = JSON.stringify({ ...settings, services });
  await writeFile(join(directory, "stage.json"), text);
  await writeFile(join(directory, "package.json"), "{}");
  const portOf = (name: string) =>
    services.find((service) => service.name === name)?.port ?? 0;
  const remove = () => rm(directory, { recursive: true, force: true });
  return { directory, portOf, remove };
}

export type Fixture = Awaited<ReturnType<typeof createFixture>>;

/** A free port below the range of outgoing connections. */
export function unusedPort() {
  return findFreePort(20_000 + Math.floor(Math.random() * 10_000));
}

const posix = process.platform !== "win32";

export const runScript = join(courseDirectory, "scripts/run.mjs");

export type Terminal = ReturnType<typeof runCommand>;

/** Runs a command of the course, with pipes in place of a terminal. */
export function runCommand(args: string[], env: Record<string, string> = {}) {
  return runProgram(process.execPath, [runScript, ...args], { env });
}

/** Runs a program that must not start a database. */
export function runProgram(
  program: string,
  args: string[],
  { env, cwd }: { env?: Record<string, string>; cwd?: string },
) {
  const child: ChildProcess = spawn(program, args, {
    cwd,
    env: { ...process.env, MONGODB_URL: "mongodb://unused", ...env },
    // A group, so that `end` ends what the program has started, too.
    detached: posix,
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (chunk) => {
      output[name] += chunk;
    });
  }
  const exited = once(child, "close").then(([code]) => code as number | null);
  const pid = child.pid as number;
  return {
    output,
    exited,
    signal: (name: NodeJS.Signals) => child.kill(name),
    /** Ctrl-C: a terminal sends SIGINT to all processes of the group. */
    interrupt: () => process.kill(-pid, "SIGINT"),
    type: (line: string) => child.stdin?.write(`${line}\n`),
    closeInput: () => child.stdin?.end(),
    shows: (text: string | RegExp, withinMs = 10_000) =>
      until(
        "the text",
        () => {
          expect(output.stdout + output.stderr).to.match(new RegExp(text));
        },
        { withinMs },
      ),
    end() {
      if (isAlive(pid)) process.kill(posix ? -pid : pid, "SIGKILL");
      return untilPortsAreFree(output.stdout);
    },
  };
}

/** The process id of a service, as the table shows it. */
export function pidIn(table: string, service: string) {
  const row = new RegExp(`${service} +\\S+ +(\\d+)`);
  return Number(table.match(row)?.[1]);
}

export function isAlive(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until no process holds a port that the table shows. */
export function untilPortsAreFree(table: string) {
  const ports = new Set(table.match(/(?<=localhost:)\d+/g));
  return until("free ports", async () => {
    const free = await Promise.all([...ports].map(Number).map(isPortFree));
    return free.every(Boolean);
  });
}
