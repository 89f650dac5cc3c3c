import { once } from "node:events";
import { createServer } from "node:net";
import { sep } from "node:path";
import { courseDirectory } from "../course.ts";
import { StageError } from "./errors.ts";
import { findPortHolder } from "./port-holder.ts";

/** Whether a server could listen on this port, with IPv4 and with IPv6. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ["::", "0.0.0.0", "127.0.0.1"]) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

type Wanted = { name: string; port: number };
type Taken = Wanted & { holder: string | undefined };

const stageProcess = /([^/\\\s]+)[/\\]\.build[/\\]/;

/** Fails with one line for each port that is taken. */
export async function checkPorts(wanted: Wanted[]) {
  const taken = await findTaken(wanted);
  if (taken.length > 0) throw new StageError(taken.map(describe).join("\n"));
}

/**
 * Fails when a stage cannot start because of its ports: with one paragraph if
 * a stage runs already, and with a line for each port that another program
 * holds.
 */
export async function checkStagePorts(wanted: Wanted[]) {
  const taken = await findTaken(wanted);
  if (taken.length === 0) return;
  const byStage = taken.filter(({ holder = "" }) => stageProcess.test(holder));
  const byOther = taken.filter((one) => !byStage.includes(one));
  const paragraphs = byStage.length > 0 ? [describeStage(byStage)] : [];
  throw new StageError([...paragraphs, ...byOther.map(describe)].join("\n"));
}

async function findTaken(wanted: Wanted[]) {
  const checked = await Promise.all(
    wanted.map(async (one): Promise<Taken[]> => {
      if (await isPortFree(one.port)) return [];
      return [{ ...one, holder: await findPortHolder(one.port) }];
    }),
  );
  return checked.flat();
}

function describeStage(taken: Taken[]) {
  const names = taken.map(({ holder = "" }) => stageProcess.exec(holder)?.[1]);
  const stages = [...new Set(names)].join(" and ");
  const ports = taken.map(({ port }) => port).join(", ");
  return `${stages} runs already. Stop it first: press Ctrl-C in its terminal.
It holds the ports ${ports}.`;
}

function describe({ name, port, holder }: Taken) {
  const path = `${courseDirectory}${sep}`;
  return holder
    ? `Port ${port} is taken: ${name} needs it, and ${holder.replaceAll(path, "")} holds it.`
    : `Port ${port} is taken: ${name} needs it; its holder is not visible.`;
}

/** The first free port from `first` upwards that is not in `reserved`. */
export async function findFreePort(first: number, reserved: number[] = []) {
  for (let port = first; port <= 65535; port++) {
    if (!reserved.includes(port) && (await isPortFree(port))) return port;
  }
  throw new StageError(`No port from ${first} upwards is free.`);
}

/**
 * Finds a free port that no other call of this function returns until it is
 * released: two runners that start at once would both see it free. The claim
 * is another port, bound until then, below those of outgoing connections.
 */
export async function claimFreePort(first: number) {
  for (let port = first; port <= 65535; port++) {
    const claim = createServer().unref();
    try {
      const claimed = port > 20_000 ? port - 10_000 : port + 10_000;
      const own = { port: claimed, host: "127.0.0.1", exclusive: true };
      await once(claim.listen(own), "listening");
    } catch {
      continue;
    }
    if (await isPortFree(port)) return { port, release: () => claim.close() };
    claim.close();
  }
  throw new StageError(`No port from ${first} upwards is free.`);
}

async function canListen(port: number, host: string) {
  const server = createServer();
  try {
    await once(server.listen({ port, host, exclusive: true }), "listening");
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "EAFNOSUPPORT" || code === "EADDRNOTAVAIL";
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
