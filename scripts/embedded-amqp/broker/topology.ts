import { AmqpError, notFound, preconditionFailed } from "../errors.ts";
import type { JournalRecord } from "../storage/records.ts";
import type { Snapshot } from "../storage/replay.ts";
import { checkEquivalent } from "./definitions.ts";
import {
  type Binding,
  createExchange,
  type Exchange,
  type ExchangeDefinition,
} from "./exchange.ts";
import {
  createQueue,
  type Queue,
  type QueueDefinition,
  type QueueEvents,
} from "./queue.ts";

type Record = (record: JournalRecord) => void;

const predeclared = [
  { name: "amq.direct", type: "direct" },
  { name: "amq.fanout", type: "fanout" },
  { name: "amq.topic", type: "topic" },
];

/** Exchanges, queues and bindings. Changes are recorded before they apply. */
export function createTopology(record: Record, events: QueueEvents) {
  const exchanges = new Map<string, Exchange>(
    predeclared.map((one) => [
      one.name,
      createExchange({ ...one, durable: true }),
    ]),
  );
  const queues = new Map<string, Queue>();
  /** The connections of exclusive queues. */
  const owners = new Map<string, object>();

  function exchange(name: string): Exchange {
    const found = exchanges.get(name);
    if (!found) throw notFound("exchange", name);
    return found;
  }

  /** Fails if the queue is another connection's. */
  function queue(name: string, connection: object): Queue {
    const found = queues.get(name);
    if (!found) throw notFound("queue", name);
    const owner = owners.get(name);
    if (!owner || owner === connection) return found;
    throw new AmqpError(
      "RESOURCE_LOCKED",
      `cannot obtain exclusive access to locked queue '${name}' in vhost '/'`,
    );
  }

  const isKept = ({ durable, exclusive }: QueueDefinition) =>
    durable && !exclusive;

  function isBindingKept(name: string, definition: QueueDefinition) {
    return exchange(name).definition.durable && isKept(definition);
  }

  function declareExchange(definition: ExchangeDefinition): void {
    const { name, durable } = definition;
    const found = exchanges.get(name)?.definition;
    if (found) {
      checkEquivalent(`exchange '${name}'`, definition, found);
      return;
    }
    if (durable) record({ kind: "exchange", exchange: definition });
    exchanges.set(name, createExchange(definition));
  }

  function deleteExchange(name: string, { ifUnused = false }): void {
    const found = exchanges.get(name);
    if (!found) return;
    if (ifUnused && found.bindings().length > 0) {
      throw preconditionFailed(`exchange '${name}' in vhost '/' in use`);
    }
    if (found.definition.durable) record({ kind: "dropExchange", name });
    exchanges.delete(name);
  }

  function declareQueue(definition: QueueDefinition, owner: object): Queue {
    const { name, exclusive } = definition;
    if (queues.has(name)) {
      const found = queue(name, owner);
      checkEquivalent(`queue '${name}'`, definition, found.definition);
      return found;
    }
    if (isKept(definition)) record({ kind: "queue", queue: definition });
    const created = createQueue(definition, events);
    queues.set(name, created);
    if (exclusive) owners.set(name, owner);
    return created;
  }

  function deleteQueue(found: Queue): void {
    const { name } = found.definition;
    if (isKept(found.definition)) record({ kind: "dropQueue", name });
    queues.delete(name);
    owners.delete(name);
    for (const one of exchanges.values()) one.unbindAll(found);
    found.remove();
  }

  function bind(name: string, to: Queue, routingKey: string): void {
    const from = exchange(name);
    const binding = bindingOf(name, to, routingKey);
    if (isBindingKept(name, to.definition)) record({ kind: "bind", binding });
    from.bind(to, routingKey);
  }

  function unbind(name: string, to: Queue, routingKey: string): void {
    const from = exchange(name);
    const binding = bindingOf(name, to, routingKey);
    if (isBindingKept(name, to.definition)) record({ kind: "unbind", binding });
    from.unbind(to, routingKey);
  }

  /** The default exchange, which has no name, leads to a queue by its name. */
  function route(name: string, routingKey: string): Queue[] {
    if (name !== "") return exchange(name).route(routingKey);
    const found = queues.get(routingKey);
    return found ? [found] : [];
  }

  return {
    exchange,
    queue,
    hasQueue: (name: string) => queues.has(name),
    hasExchange: (name: string) => name === "" || exchanges.has(name),
    declareExchange,
    deleteExchange,
    declareQueue,
    deleteQueue,
    bind,
    unbind,
    route,

    deleteQueuesOf(owner: object): void {
      for (const [name, of] of owners) {
        const found = queues.get(name);
        if (of === owner && found) deleteQueue(found);
      }
    },

    /** What has to survive a restart. */
    snapshot(): Snapshot {
      const durable = [...exchanges.values()]
        .map(({ definition }) => definition)
        .filter(({ durable }) => durable);
      const kept = [...queues.values()].filter((one) => isKept(one.definition));
      const names = kept.map(({ definition }) => definition.name);
      return {
        exchanges: durable,
        queues: kept.map(({ definition }) => definition),
        bindings: durable
          .flatMap(({ name }) => exchange(name).bindings())
          .filter((binding) => names.includes(binding.queue)),
        entries: kept.flatMap((one) =>
          one
            .entries()
            .filter(({ isStored }) => isStored)
            .map((entry) => ({ queue: one.definition.name, entry })),
        ),
      };
    },

    stop(): void {
      for (const one of queues.values()) one.stop();
    },
  };
}

function bindingOf(exchange: string, queue: Queue, routingKey: string) {
  const binding: Binding = {
    exchange,
    queue: queue.definition.name,
    routingKey,
  };
  return binding;
}
