import { freemem, totalmem } from "node:os";
import { courseDirectory } from "../course.ts";
import { isInstalled } from "../install.mjs";
import { findBrowser } from "./browser.ts";
import { broker, database, type Engine } from "./engines.ts";
import { findPortHolder } from "./port-holder.ts";
import { isPortFree } from "./ports.ts";
import { isStarted, needsBroker, readServices } from "./services.ts";

/** A problem keeps the course from running; a warning does not. */
export type Finding = {
  result: "ok" | "warning" | "problem";
  subject: string;
  text: string;
};

const gibibyte = 2 ** 30;
const enoughGib = 2;

/** Checks everything that a stage needs of this machine. */
export async function examineMachine(directory: string): Promise<Finding[]> {
  return [
    // run.mjs has refused an older Node.
    ok("Node", process.version),
    examinePackages(),
    examineMemory(freemem(), totalmem()),
    ...(await examineServicePorts(directory)),
    ...(await examineEnginePorts(directory)),
    examineBrowser(),
  ];
}

function examinePackages() {
  return isInstalled(courseDirectory)
    ? ok("packages", "installed")
    : problem("packages", "missing: run npm install");
}

/** Checks the memory of a machine; both sizes in bytes. */
export function examineMemory(free: number, total: number): Finding {
  const [freeGib, totalGib] = [free, total].map((bytes) =>
    (bytes / gibibyte).toFixed(1),
  );
  const text = `${freeGib} GiB free of ${totalGib} GiB`;
  return free < enoughGib * gibibyte
    ? warning("memory", `${text}; the later stages need ${enoughGib} GiB`)
    : ok("memory", text);
}

async function examineServicePorts(directory: string) {
  const services = (await readServices(directory)).filter(isStarted);
  return Promise.all(
    services.map(async ({ name, port }) => {
      if (await isPortFree(port)) return ok(`port ${port}`, `free, ${name}`);
      const holder = await findHolder(port);
      return problem(`port ${port}`, `${name} needs it, ${holder} holds it`);
    }),
  );
}

/** A stand-in takes the next free port if its own is taken. */
async function examineEnginePorts(directory: string) {
  const engines = [database];
  if (await needsBroker(directory)) engines.push(broker);
  return Promise.all(engines.map(examineEnginePort));
}

async function examineEnginePort({ name, port }: Engine) {
  const subject = `port ${port}`;
  if (await isPortFree(port)) return ok(subject, `free, ${name}`);
  const holder = await findHolder(port);
  return ok(subject, `${holder} holds it; ${name} uses another port`);
}

async function findHolder(port: number) {
  return (await findPortHolder(port)) ?? "an invisible process";
}

function examineBrowser() {
  const hint = "no Chromium: browser tests are skipped; see CHROMIUM_PATH";
  const path = findBrowser();
  return path ? ok("browser", path) : warning("browser", hint);
}

function ok(subject: string, text: string): Finding {
  return { result: "ok", subject, text };
}

function warning(subject: string, text: string): Finding {
  return { result: "warning", subject, text };
}

function problem(subject: string, text: string): Finding {
  return { result: "problem", subject, text };
}
