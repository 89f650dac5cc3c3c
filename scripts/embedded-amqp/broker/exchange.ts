import { getRoutingKeyPattern } from "smqp";
import type { Queue } from "./queue.ts";

const types = ["direct", "topic", "fanout"];

export type ExchangeDefinition = {
  name: string;
  type: string;
  durable: boolean;
};

export type Binding = { exchange: string; queue: string; routingKey: string };

export type Exchange = ReturnType<typeof createExchange>;

export const isKnownType = (type: string) => types.includes(type);

/** An exchange: the queues that get a message with a routing key. */
export function createExchange(definition: ExchangeDefinition) {
  const { name, type } = definition;
  type Bound = { queue: Queue; routingKey: string; matches: Matches };
  type Matches = (routingKey: string) => boolean;
  let bound: Bound[] = [];

  function matcher(pattern: string): Matches {
    if (type === "fanout") return () => true;
    if (type === "direct") return (routingKey) => routingKey === pattern;
    const compiled = getRoutingKeyPattern(pattern);
    return (routingKey) => compiled.test(routingKey);
  }

  const find = (queue: Queue, routingKey: string) =>
    bound.find((one) => one.queue === queue && one.routingKey === routingKey);

  return {
    definition,
    bindings: (): Binding[] =>
      bound.map(({ queue, routingKey }) => {
        return { exchange: name, queue: queue.definition.name, routingKey };
      }),

    bind(queue: Queue, routingKey: string): void {
      if (find(queue, routingKey)) return;
      bound.push({ queue, routingKey, matches: matcher(routingKey) });
    },

    unbind(queue: Queue, routingKey: string): void {
      const found = find(queue, routingKey);
      bound = bound.filter((one) => one !== found);
    },

    unbindAll(queue: Queue): void {
      bound = bound.filter((one) => one.queue !== queue);
    },

    /** A queue gets a message once, even if several bindings match. */
    route(routingKey: string): Queue[] {
      const found = bound.filter(({ matches }) => matches(routingKey));
      return [...new Set(found.map(({ queue }) => queue))];
    },
  };
}
