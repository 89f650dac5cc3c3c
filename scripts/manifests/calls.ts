import { basename } from "node:path";
import { broker, readConnections } from "../diagrams/connections.ts";
import {
  readOutsiders,
  readOwners,
  readPlatform,
  readVisitors,
} from "../diagrams/platform.ts";
import { filesOf, type Stage } from "../diagrams/stage-code.ts";
import { importsOf, readStage } from "../repository/sources.ts";
import {
  isStarted,
  readQueues,
  readServices,
  type Service,
  type Version,
} from "../stage/services.ts";

/** What a service needs from others, as its code says. */
export type Needs = {
  name: string;
  /** Names of the services that it calls over HTTP. */
  http: string[];
  grpc: string[];
  database: boolean;
  broker: boolean;
  /** Whether it calls servers that are not part of the store. */
  outside: boolean;
  /** Whether its state is in its memory, so that there can be only one. */
  inMemory: boolean;
  /** Whether other services find it by its name, in the registry or in DNS. */
  isMember: boolean;
  /** The ports of its first instance on one machine. */
  port: number;
  grpcPort: number | undefined;
  /** Queues of the broker that only this service consumes. */
  queues: string[];
  /** Those that run at the same time; [] for a service without versions. */
  versions: Version[];
};

const registry = "registry";
const outside = ["#commons/outside.ts", "node-fetch"];

/** The needs of each service, from the code that the diagrams show, too. */
export async function readNeeds(directory: string): Promise<Needs[]> {
  const all = await readServices(directory);
  const sources = readStage(basename(directory));
  const queues = await readQueues(directory);
  // Without instances, a service is started for a comparison only.
  const stage = { services: all.filter(isStarted), sources };
  const callees = readCallees(stage);
  const owners = readOwners(stage);
  const outsiders = [...readOutsiders(stage), registry];
  return stage.services.map((service) => {
    const { name, port, grpcPort, versions = [] } = service;
    const files = filesOf(service, stage);
    const text = files.map((file) => file.text).join("\n");
    return {
      ...{ name, port, grpcPort, versions },
      ...callees(name),
      database: owners.includes(name),
      outside: files.flatMap(importsOf).some((path) => outside.includes(path)),
      inMemory: text.includes("isPlatform: true"),
      isMember: !outsiders.includes(name),
      queues: queues.filter((queue) => text.includes(`"${queue}"`)),
    };
  });
}

/** What a service calls: what its own code names, and what boot() calls. */
function readCallees(stage: Stage) {
  const connections = readConnections(stage);
  const platform = readPlatform(stage);
  const visitors = readVisitors(stage);
  const outsiders = [...readOutsiders(stage), registry];
  const members = stage.services
    .map(({ name }: Service) => name)
    .filter((name) => !outsiders.includes(name));

  return (name: string) => {
    const around = connections.filter(({ from, to }) =>
      [from, to].includes(name),
    );
    const over = (...ways: string[]) =>
      around
        .filter(({ from, how }) => from === name && ways.includes(how))
        .map(({ to }) => to);
    const http = [
      ...over("HTTP", "events"),
      ...(members.includes(name) ? platform : []),
      ...(visitors.includes(name) ? members : []),
    ];
    return {
      // Where there is a registry, all members call it: see files.ts.
      http: [...new Set(http)].filter((to) => to !== registry).sort(),
      grpc: over("gRPC"),
      broker: around.some(({ from, to }) => [from, to].includes(broker)),
    };
  };
}
