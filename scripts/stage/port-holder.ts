import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import { escapeControls } from "./escape.ts";

const run = promisify(execFile);
const listening = "0A";
const longestCommand = 80;

/** The process that listens on a port, as "command (pid 1)", if visible. */
export async function findPortHolder(port: number) {
  const finders: Partial<Record<NodeJS.Platform, typeof findOnLinux>> = {
    linux: findOnLinux,
    darwin: findOnMac,
    win32: findOnWindows,
  };
  const find = finders[process.platform];
  const holder = await find?.(port).catch(() => undefined);
  return holder && escapeControls(holder);
}

async function findOnLinux(port: number) {
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((file) =>
      readFile(file, "utf8").catch(() => ""),
    ),
  );
  const sockets = listeningSockets(tables.join("\n"), port);
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (await holdsSocket(pid, sockets)) return describeOnLinux(pid);
  }
  return undefined;
}

function listeningSockets(table: string, port: number) {
  return table
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
    .filter(([, address = "", , state]) => {
      const [, hexPort = ""] = address.split(":");
      return state === listening && Number.parseInt(hexPort, 16) === port;
    })
    .map((fields) => `socket:[${fields[9]}]`);
}

async function holdsSocket(pid: string, sockets: string[]) {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => "")),
  );
  return targets.some((target) => sockets.includes(target));
}

async function describeOnLinux(pid: string) {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8");
  const [program = "", ...rest] = text.split("\0").filter(Boolean);
  const words = rest.filter((word) => !word.startsWith("--"));
  const command = [basename(program), ...words].join(" ");
  return `${command.slice(0, longestCommand)} (pid ${pid})`;
}

async function findOnMac(port: number) {
  const filter = [`-iTCP:${port}`, "-sTCP:LISTEN"];
  const { stdout } = await run("lsof", ["-nP", ...filter, "-Fpc"]);
  const pid = stdout.match(/^p(\d+)$/m)?.[1];
  const command = stdout.match(/^c(.+)$/m)?.[1];
  return pid && `${command} (pid ${pid})`;
}

async function findOnWindows(port: number) {
  const { stdout } = await run("netstat", ["-ano", "-p", "TCP"]);
  const row = new RegExp(
    `^\\s*TCP\\s+\\S+:${port}\\s.*LISTENING\\s+(\\d+)`,
    "m",
  );
  const pid = stdout.match(row)?.[1];
  if (!pid) return undefined;
  const filter = ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"];
  const tasks = await run("tasklist", filter);
  return `${tasks.stdout.split('"')[1]} (pid ${pid})`;
}
