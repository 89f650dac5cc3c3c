import { spawnSync } from "node:child_process";

/** See unshare(1): whoever calls it is root in there, and nowhere else. */
const unshare = ["unshare", "--map-root-user", "--net"];
const withLoopback = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh"];

let isPossible: boolean | undefined;

/**
 * Whether a program can have a network of its own, in which every port is
 * free: on most Linux machines, unless a database elsewhere is to be used.
 */
export function hasOwnNetworks(): boolean {
  isPossible ??= !process.env.MONGODB_URL && canRun("true");
  return isPossible;
}

/** The command that runs a command in a network of its own. */
export function inOwnNetwork(command: string[]): string[] {
  return [...unshare, ...withLoopback, ...command];
}

function canRun(command: string) {
  const [program = "", ...args] = inOwnNetwork([command]);
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}
