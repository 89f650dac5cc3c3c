import { broker, type Connection, readConnections } from "./connections.ts";
import { arrow, box, idOf } from "./mermaid.ts";
import {
  readOutsiders,
  readOwners,
  readPlatform,
  readVisitors,
} from "./platform.ts";
import type { Stage } from "./stage-code.ts";

/** Other services are drawn outside of these groups. */
const groups: Record<string, string[]> = {
  Platform: ["web", "gateway", "registry", "monitoring", "health", "tracing"],
  Store: [
    "numbergenerator-api",
    "inventory-api",
    "book-api",
    "cd-api",
    "dvd-api",
    "shoppingcart-api",
  ],
  "Sign-up": ["user-api", "slack-api", "user-queue"],
  Payments: ["customer-api", "payment-api", "payment-processor"],
  Reviews: [
    "posts-api",
    "comments-api",
    "moderation-api",
    "query-api",
    "event-bus",
  ],
  Search: ["search-api", "recommend-api", "tag-api", "sync-api"],
};
/** The same parts as one program, for comparison. */
const monolith = "monolith";

/** Services that call the same services, and are called by the same ones. */
type Node = { id: string; names: string[]; isOwner: boolean; group: string };

/** The chapter about all services and their calls, as the code has them. */
export function architecture(stage: Stage): string {
  const connections = readConnections(stage).filter(
    ({ from, to }) => from !== monolith && to !== monolith,
  );
  const nodes = toNodes(stage, connections);
  const platform = readPlatform(stage).join(", ");
  const visitors = readVisitors(stage).join(" and ");
  const outsiders = readOutsiders(stage).join(" and ");
  return `# Architecture

\`npm run diagrams\` writes this file and [the components](components.md) of each
service, from [\`stage.json\`](../stage.json), imports, the URLs of callees, and
the topics of messages; a test fails if they are out of date.

${diagram(nodes, connections)}

- A thin arrow is a call with HTTP, a thick one with [gRPC](grpc.md). The pages of
  web call the gateway from the browser.
- A dotted arrow is a message through [the broker](broker.md), with its topic, or
  events of [the event bus](events.md), which delivers them with HTTP.
- A box with square corners has a database of its own. Several names in one box
  are services with the same calls.

Not drawn, because they would hide the rest:

- [\`boot.ts\`](../commons/boot.ts) of each service, except ${outsiders}, calls
  ${platform}.
- ${visitors} call every instance in the registry's list.
- [The monolith](monolith.md) has the parts of the group Search in one process.
`;
}

function toNodes(stage: Stage, connections: Connection[]): Node[] {
  const owners = readOwners(stage);
  const nodes = new Map<string, Node>();
  for (const { name } of stage.services) {
    if (name === monolith) continue;
    const group = groupOf(name);
    const isOwner = owners.includes(name);
    const around = connections
      .filter(({ from, to }) => from === name || to === name)
      .map(({ from, to, how, topic }) =>
        [from === name || from, to === name || to, how, topic].join(),
      );
    // Without any call, a service has a box of its own.
    const calls = around[0] ? [...new Set(around)].sort() : [name];
    const key = [group, isOwner, ...calls].join();
    const node = nodes.get(key) ?? {
      id: idOf(name),
      names: [],
      isOwner,
      group,
    };
    node.names.push(name);
    nodes.set(key, node);
  }
  return [...nodes.values()];
}

function groupOf(name: string): string {
  const found = Object.entries(groups).find(([, names]) =>
    names.includes(name),
  );
  return found?.[0] ?? "";
}

function diagram(nodes: Node[], connections: Connection[]): string {
  const nodeOf = (name: string) =>
    nodes.find(({ names }) => names.includes(name))?.id ?? idOf(name);
  const arrows = connections.map((it) =>
    arrow(nodeOf(it.from), it.how, nodeOf(it.to), it.topic),
  );
  const drawn = (group: string) =>
    nodes
      .filter((node) => node.group === group)
      .map(({ id, names, isOwner }) => box(id, names, isOwner));
  return [
    "```mermaid",
    "flowchart LR",
    ...Object.keys(groups).flatMap((group) => [
      `  subgraph ${group}`,
      ...drawn(group).map((line) => `  ${line}`),
      "  end",
    ]),
    ...drawn(""),
    ...(connections.some(({ to }) => to === broker)
      ? [`  ${broker}[["${broker}"]]`]
      : []),
    ...new Set(arrows),
    "```",
  ].join("\n");
}
