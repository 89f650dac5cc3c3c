import { dirname, join } from "node:path/posix";
import { importsOf, isTest, type Source } from "../repository/sources.ts";
import type { Service } from "../stage/services.ts";

/** How one service reaches another one, or the message broker. */
export type Connection = {
  from: string;
  to: string;
  how: "HTTP" | "gRPC" | "events" | "messages";
  /** Of a message. */
  topic?: string;
  /** The file that names the callee. */
  file: string;
};

export type Stage = { services: Service[]; sources: Source[] };

export const broker = "rabbitmq";
const eventBus = "event-bus";
const boot = "commons/boot.ts";

/** The files of a service itself, and those that only some services share. */
export function filesOf({ path }: Service, { sources }: Stage): Source[] {
  const platform = reach(sources, [boot, "commons/server.ts"]);
  const own = sources.filter(
    (source) =>
      source.path.startsWith(`${path}/src/`) &&
      source.path.endsWith(".ts") &&
      !isTest(source),
  );
  const reached = reach(
    sources,
    own.map((source) => source.path),
  );
  return sources.filter(
    (source) => reached.has(source.path) && !platform.has(source.path),
  );
}

/** The paths of these files, and of all that they import. */
function reach(sources: Source[], paths: string[]): Set<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  function visit(path: string) {
    const source = byPath.get(path);
    if (!source || reached.has(path)) return;
    reached.add(path);
    for (const target of importedPaths(source)) visit(target);
  }
  for (const path of paths) visit(path);
  return reached;
}

/** Below the stage, as the paths of sources are. */
export function importedPaths(source: Source): string[] {
  return importsOf(source).map((specifier) =>
    specifier.startsWith("#")
      ? specifier.slice(1)
      : join(dirname(source.path), specifier),
  );
}

/** All connections between services that the code of the stage names. */
export function readConnections(stage: Stage): Connection[] {
  const calls = stage.services.flatMap((service) =>
    filesOf(service, stage).flatMap((file) =>
      callsIn(file, service.name, stage),
    ),
  );
  const all = [...calls, ...readMessages(stage)].filter(
    ({ from, to }) => from !== to,
  );
  const keyOf = ({ from, to, how, topic, file }: Connection) =>
    [from, to, how, topic, file].join();
  return [...new Map(all.map((it) => [keyOf(it), it])).values()];
}

function callsIn(source: Source, from: string, stage: Stage): Connection[] {
  const text = withoutComments(source.text);
  const { path: file } = source;
  const names = stage.services.map(({ name }) => name);
  const named = [...text.matchAll(/["'`](http|grpc):\/\/([\w-]+)["'`]/g)].map(
    ([, scheme, to = ""]) => {
      const how = scheme === "grpc" ? ("gRPC" as const) : ("HTTP" as const);
      return { from, to, how, file };
    },
  );
  const settings = [...text.matchAll(/"([A-Z_]+)_URL"/g)].map(
    ([, name = ""]) => {
      const to = name.toLowerCase().replaceAll("_", "-");
      return { from, to, how: "HTTP" as const, file };
    },
  );
  const isSubscriber = /\bsubscribeEvents\(/.test(text);
  const delivered = { from: eventBus, to: from, how: "events" as const, file };
  return [
    ...[...named, ...settings].filter(({ to }) => names.includes(to)),
    ...(isSubscriber ? [delivered] : []),
  ];
}

const topicLists = /\btopics: \[([^\]]*)\]/g;

function readMessages(stage: Stage): Connection[] {
  const files = stage.services.flatMap((service) =>
    filesOf(service, stage).map(({ path, text }) => {
      return { name: service.name, path, text: withoutComments(text) };
    }),
  );
  const consumed = files.flatMap(({ name: to, path: file, text }) =>
    [...text.matchAll(topicLists)]
      .flatMap(([, list = ""]) => list.match(/[\w.]+/g) ?? [])
      .map((topic) => messageOf({ from: broker, to, topic, file })),
  );
  const published = consumed.flatMap(({ topic }) =>
    files
      .filter(({ text }) => text.includes(`"${topic}"`))
      // A consumer names the topics that it gets.
      .filter(
        ({ name }) =>
          !consumed.some((it) => it.to === name && it.topic === topic),
      )
      .map(({ name: from, path: file }) =>
        messageOf({ from, to: broker, topic, file }),
      ),
  );
  return [...published, ...consumed];
}

function messageOf(it: Omit<Connection, "how">): Connection {
  return { ...it, how: "messages" };
}

/** Services that every service calls, because boot() does. */
export function readPlatform({ services, sources }: Stage): string[] {
  const source = sources.find(({ path }) => path === boot);
  const text = withoutComments(source?.text ?? "");
  return services
    .filter(
      ({ name, port }) =>
        text.includes(`"http://${name}"`) ||
        text.includes(`http://localhost:${port}`),
    )
    .map(({ name }) => name);
}

/** Services without boot(), which belong to others. */
export function readOutsiders({ services, sources }: Stage): string[] {
  return services
    .filter(({ path }) => !reach(sources, [`${path}/src/main.ts`]).has(boot))
    .map(({ name }) => name);
}

/** Services that call every instance in the registry's list. */
export function readVisitors(stage: Stage): string[] {
  const names = servicesWith(/\bregistry\.list\b/, stage);
  return names.filter((name) => name !== "registry");
}

/** Services with a database of their own. */
export function readOwners(stage: Stage): string[] {
  return servicesWith(/\bopenDatabase\(/, stage);
}

function servicesWith(pattern: RegExp, stage: Stage): string[] {
  return stage.services
    .filter((service) =>
      filesOf(service, stage).some(({ text }) => pattern.test(text)),
    )
    .map(({ name }) => name);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
