import { spawnSync } from "node:child_process";

/** Linux gives these ports of gRPC to outgoing connections, too, unless told. */
const reserve = "echo 50051-50052 > /proc/sys/net/ipv4/ip_local_reserved_ports";

/** See unshare(1): the command is root there, and in no other place. */
const apart = [
  ...["unshare", "--map-root-user", "--net"],
  "sh",
  "-c",
  `ip link set lo up && { (${reserve}) 2>/dev/null; exec "$@"; }`,
  "sh",
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
