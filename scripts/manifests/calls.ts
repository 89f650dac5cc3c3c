import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { readQueues, readServices, type Service } from "../stage/services.ts";

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
};

/** The needs of each service, from the files that its bundle consists of. */
export async function readNeeds(directory: string): Promise<Needs[]> {
  // Without instances, a service is started for a comparison only.
  const services = (await readServices(directory)).filter(
    ({ instances }) => instances > 0,
  );
  const queues = await readQueues(directory);
  const files = await filesOf(directory, services);
  const parts = services.map((service) =>
    partOf(service, files.get(service.name) ?? []),
  );
  return parts.map((part) => needsOf(part, parts, queues));
}

type File = { path: string; text: string };

async function filesOf(directory: string, services: Service[]) {
  const { metafile } = await build({
    absWorkingDir: directory,
    entryPoints: services.map(({ name, path }) => ({
      in: join(path, "src/main.ts"),
      out: name,
    })),
    bundle: true,
    metafile: true,
    write: false,
    outdir: ".",
    platform: "node",
    format: "esm",
    logLevel: "silent",
    loader: { ".proto": "empty" },
    packages: "external",
  });
  const ownFiles = (inputs: object): File[] =>
    Object.keys(inputs)
      .filter((path) => /^(services|client|commons)\/.*\.ts$/.test(path))
      .map((path) => ({
        path,
        text: readFileSync(join(directory, path), "utf8"),
      }));
  return new Map(
    Object.entries(metafile.outputs).map(([path, { inputs }]) => [
      path.replace(/\.js$/, ""),
      ownFiles(inputs),
    ]),
  );
}

type Part = ReturnType<typeof partOf>;

function partOf(service: Service, files: File[]) {
  const own = files.filter(({ path }) => path.startsWith(`${service.path}/`));
  const text = textOf(own);
  // Without boot(), a program neither knows other services nor is known.
  const isBooted = text.includes('"#commons/boot.ts"');
  return {
    service,
    text,
    reachable: isBooted ? textOf(files) : "",
    isMember: isBooted && !text.includes("registry: undefined"),
  };
}

const textOf = (files: File[]) => files.map(({ text }) => text).join("\n");

function needsOf(part: Part, all: Part[], queues: string[]): Needs {
  const { service, text, isMember } = part;
  // One of several pods of a service may call another one.
  const named = (scheme: string) =>
    all.filter(({ service: { name } }) =>
      part.reachable.includes(`"${scheme}://${name}"`),
    );
  const called = [...named("http"), ...listed(part, all)].map(nameOf);
  return {
    name: service.name,
    http: [...new Set(called)].sort(),
    grpc: named("grpc").map(nameOf),
    database: /\bopenDatabase\b/.test(text),
    broker: /\bopenBroker\b/.test(text),
    outside: text.includes('"#commons/outside.ts"'),
    inMemory: text.includes("isPlatform: true"),
    isMember,
    port: service.port,
    grpcPort: service.grpcPort,
    queues: queues.filter((queue) => text.includes(`"${queue}"`)),
  };
}

const nameOf = ({ service }: Part) => service.name;

/** The callees that no URL with their name shows. */
function listed({ text, isMember }: Part, all: Part[]): Part[] {
  if (!isMember) return [];
  // A service that reads the list of the registry calls all that it lists.
  if (/Pick<Registry, "list">/.test(text)) {
    return all.filter((other) => other.isMember);
  }
  const settings = [...text.matchAll(/env\("[A-Z_]+", "([a-z,-]+)"\)/g)];
  const names = settings.flatMap(([, list = ""]) => list.split(","));
  return all.filter(
    ({ service: { name, port } }) =>
      names.includes(name) || text.includes(`"http://localhost:${port}"`),
  );
}
