#!/usr/bin/env node
// Does for a test what systemd does on a Raspberry Pi: starts and stops what the
// unit files in UNITS describe. The ids of the processes are in RUN.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const { UNITS = "", RUN = "" } = process.env;
const [command, unit = ""] = process.argv.slice(2).map(unquoted);
mkdirSync(RUN, { recursive: true });

function unquoted(word) {
  return word.replace(/^'(.*)'$/, "$1");
}

const fileOf = (name) => join(UNITS, name.replace(/@[^.]+/, "@"));
const pidFile = (name) => join(RUN, name);

/** All values of a key, such as ExecStart. */
function read(name, key) {
  const instance = /@([^.]+)/.exec(name)?.[1] ?? "";
  const lines = readFileSync(fileOf(name), "utf8").split("\n");
  return lines
    .filter((line) => line.startsWith(`${key}=`))
    .map((line) => line.slice(key.length + 1).replaceAll("%i", instance));
}

/** The services of a target, or the service itself. */
function servicesOf(name) {
  if (!name.endsWith(".target")) return [name];
  const wanted = read(name, "Wants");
  // Those that are gone from the target are part of it until they stop.
  const running = readdirSync(RUN).filter((it) => it.startsWith("store@"));
  return [...new Set([...wanted, ...running])];
}

/** A file that is marked with a dash need not exist. */
function linesOf(file) {
  if (file.startsWith("-") && !existsSync(file.slice(1))) return [];
  return readFileSync(file.replace(/^-/, ""), "utf8").split("\n");
}

function settingsOf(name) {
  const lines = read(name, "EnvironmentFile").flatMap(linesOf);
  lines.unshift(...read(name, "Environment"));
  const pairs = lines.map((line) => /^(\w+)=(.+)$/.exec(line));
  return Object.fromEntries(pairs.filter(Boolean).map(([, ...pair]) => pair));
}

function pidOf(name) {
  const file = pidFile(name);
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8"));
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

function start(name) {
  if (pidOf(name)) return;
  const settings = settingsOf(name);
  const [program, ...args] = read(name, "ExecStart")[0]
    .replace(/\$\{(\w+)\}/g, (_, key) => settings[key])
    .split(" ");
  const log = openSync(`${RUN}.log`, "a");
  const child = spawn(program, args, {
    cwd: read(name, "WorkingDirectory")[0] ?? "/",
    env: { PATH: process.env.PATH, ...settings },
    stdio: ["ignore", log, log],
    detached: true,
  });
  child.unref();
  writeFileSync(pidFile(name), `${child.pid}`);
}

async function stop(name) {
  const pid = pidOf(name);
  if (pid) process.kill(pid, "SIGTERM");
  const waitMs = 20;
  for (let waited = 0; pidOf(name); waited += waitMs) {
    if (waited > 20_000) process.kill(pid, "SIGKILL");
    await sleep(waitMs);
  }
  rmSync(pidFile(name), { force: true });
}

const commands = {
  "daemon-reload": () => {},
  enable: () => {},
  disable: () => {},
  "is-enabled": () => console.log("enabled"),
  "is-active": () => console.log("active"),
  show() {
    const isActive = servicesOf(unit).some(pidOf);
    console.log(`LoadState=loaded
ActiveState=${isActive ? "active" : "inactive"}
UnitFileState=enabled`);
  },
  start: () => servicesOf(unit).map(start),
  stop: () => Promise.all(servicesOf(unit).map(stop)),
  async restart() {
    const wanted = servicesOf(unit).filter((name) => existsSync(fileOf(name)));
    await Promise.all(
      wanted.map(async (name) => {
        await stop(name);
        start(name);
      }),
    );
  },
  reload: () => process.kill(pidOf(unit), "SIGHUP"),
};

await commands[command]();
