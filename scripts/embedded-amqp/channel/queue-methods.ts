import { randomUUID } from "node:crypto";
import { checkName } from "../broker/definitions.ts";
import type { Queue } from "../broker/queue.ts";
import {
  checkQueueArguments,
  checkQueueType,
} from "../broker/queue-arguments.ts";
import { preconditionFailed } from "../errors.ts";
import type { Fields } from "../wire/codec.ts";
import type { Method, Session } from "./channel.ts";
import { refuseDefault } from "./exchange-methods.ts";

type Declare = {
  queue: string;
  passive: boolean;
  durable: boolean;
  exclusive: boolean;
  autoDelete: boolean;
  nowait: boolean;
  arguments: Fields;
};
type Bind = {
  queue: string;
  exchange: string;
  routingKey: string;
  nowait?: boolean;
};
type Delete = {
  queue: string;
  ifUnused: boolean;
  ifEmpty: boolean;
  nowait: boolean;
};

export function queueMethods(session: Session): Record<string, Method> {
  const { broker, connection, send } = session;

  function declare(fields: Declare): Queue {
    const { durable, exclusive, autoDelete } = fields;
    const given = checkQueueArguments(fields.arguments);
    checkQueueType(given, fields);
    const name = fields.queue || `amq.gen-${randomUUID()}`;
    if (fields.queue && !broker.hasQueue(name)) checkName("queue", name);
    const queue = { name, durable, exclusive, autoDelete, arguments: given };
    return broker.declareQueue(queue, connection);
  }

  return {
    QueueDeclare(fields: Declare) {
      const queue = fields.passive
        ? findQueue(session, fields.queue)
        : declare(fields);
      session.lastQueue = queue.definition.name;
      if (fields.nowait) return;
      send("QueueDeclareOk", {
        queue: queue.definition.name,
        messageCount: queue.readyCount(),
        consumerCount: queue.consumerCount(),
      });
    },

    QueueBind({ queue, exchange, routingKey, nowait }: Bind) {
      refuseDefault(exchange);
      broker.bind(exchange, findQueue(session, queue), routingKey);
      if (!nowait) send("QueueBindOk");
    },

    QueueUnbind({ queue, exchange, routingKey }: Bind) {
      refuseDefault(exchange);
      broker.unbind(exchange, findQueue(session, queue), routingKey);
      send("QueueUnbindOk");
    },

    QueuePurge({ queue, nowait }: { queue: string; nowait: boolean }) {
      const messageCount = findQueue(session, queue).purge();
      if (!nowait) send("QueuePurgeOk", { messageCount });
    },

    QueueDelete({ queue, ifUnused, ifEmpty, nowait }: Delete) {
      const messageCount = broker.hasQueue(queue || session.lastQueue)
        ? remove(findQueue(session, queue), { ifUnused, ifEmpty })
        : 0;
      if (!nowait) send("QueueDeleteOk", { messageCount });
    },
  };

  function remove(found: Queue, only: { ifUnused: boolean; ifEmpty: boolean }) {
    const { name } = found.definition;
    const count = found.readyCount();
    if (only.ifUnused && found.consumerCount() > 0) {
      throw preconditionFailed(`queue '${name}' in vhost '/' in use`);
    }
    if (only.ifEmpty && count > 0) {
      throw preconditionFailed(`queue '${name}' in vhost '/' not empty`);
    }
    broker.deleteQueue(found);
    return count;
  }
}

export function findQueue(session: Session, name: string): Queue {
  const { broker, connection, lastQueue } = session;
  return broker.queue(name || lastQueue, connection);
}
