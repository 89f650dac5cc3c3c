import { once } from "node:events";
import { createServer } from "node:net";
import { sep } from "node:path";
import { courseDirectory } from "../course.ts";
import { StageError } from "./errors.ts";
import { findPortHolder } from "./port-holder.ts";

/** Whether a server could listen on this port, for IPv4 and IPv6 alike. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ["::", "0.0.0.0", "127.0.0.1"]) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

/** Fails with one line for every port that is taken, naming its holder. */
export async function checkPorts(wanted: { name: string; port: number }[]) {
  const complaints = await Promise.all(
    wanted.map(async ({ name, port }) =>
      (await isPortFree(port)) ? [] : [await complaint(name, port)],
    ),
  );
  const lines = complaints.flat();
  if (lines.length === 0) return;
  const isStage = lines.some((line) => /[/\\]\.build[/\\]/.test(line));
  const hint = isStage ? ["A stage runs already: stop it first."] : [];
  throw new StageError([...hint, ...lines].join("\n"));
}

/** The first free port from `first` upwards that is not in `reserved`. */
export async function findFreePort(first: number, reserved: number[] = []) {
  for (let port = first; port <= 65535; port++) {
    if (!reserved.includes(port) && (await isPortFree(port))) return port;
  }
  throw new StageError(`No port from ${first} upwards is free.`);
}

/**
 * Finds a port that is free, and that nobody else who asks here gets until it
 * is released: two that start at once would both see it free. The claim is
 * another port, bound for as long, below those of outgoing connections.
 */
export async function claimFreePort(first: number) {
  for (let port = first; port <= 65535; port++) {
    const claim = createServer().unref();
    try {
      const own = { port: port - 10_000, host: "127.0.0.1", exclusive: true };
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

async function complaint(name: string, port: number) {
  const path = `${courseDirectory}${sep}`;
  const holder = (await findPortHolder(port))?.replaceAll(path, "");
  return holder
    ? `Port ${port} is taken: ${name} needs it, and ${holder} holds it.`
    : `Port ${port} is taken: ${name} needs it; its holder cannot be seen.`;
}
