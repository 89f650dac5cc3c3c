import type { Source } from "../repository/sources.ts";
import { filesOf, type Stage, withoutComments } from "./stage-code.ts";

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

export const broker = "rabbitmq";
const eventBus = "event-bus";

/** All connections between services that the code of the stage names. */
export function readConnections(stage: Stage): Connection[] {
  const calls = stage.services.flatMap((service) =>
    filesOf(service, stage).flatMap((file) =>
      callsIn(file, service.name, stage),
    ),
  );
  const delivered = calls.filter(({ how }) => how === "events");
  const isDelivery = ({ from, to }: Connection) =>
    delivered.some((one) => one.from === from && one.to === to);
  const all = [...calls, ...readMessages(stage)]
    .filter(({ from, to }) => from !== to)
    // A list of subscribers shows the same calls a second time.
    .filter((it) => it.how === "events" || !isDelivery(it));
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
  const listed = [...text.matchAll(/env\("[A-Z_]+", "([a-z,-]+)"\)/g)]
    .flatMap(([, list = ""]) => list.split(","))
    .map((to) => ({ from, to, how: "HTTP" as const, file }));
  const isSubscriber = /\bsubscribeEvents\(/.test(text);
  const delivered = { from: eventBus, to: from, how: "events" as const, file };
  return [
    ...[...named, ...settings, ...listed].filter(({ to }) =>
      names.includes(to),
    ),
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
