import { spawnSync } from "node:child_process";

/** See unshare(1): the command is root there, and in no other place. */
const apart = [
  ...["unshare", "--map-root-user", "--net"],
  ...["sh", "-c", 'ip link set lo up && exec "$@"', "sh"],
];

let isPossible: boolean | undefined;

/** Whether commands can have networks of their own: on most Linux machines. */
export function hasOwnNetworks(): boolean {
  const [program = "", ...args] = inOwnNetwork(["true"]);
  isPossible ??=
    !process.env.MONGODB_URL &&
    !process.env.AMQP_URL &&
    spawnSync(program, args).status === 0;
  return isPossible;
}

/** The command that runs a command in a network in which all ports are free. */
export function inOwnNetwork(command: string[]): string[] {
  return [...apart, ...command];
}
