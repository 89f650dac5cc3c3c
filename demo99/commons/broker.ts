import type { Tracer } from "zipkin";
import { type Consume, createConsumers } from "#commons/broker/consumers.ts";
import { createDeadLetters } from "#commons/broker/dead-letters.ts";
import { createLink } from "#commons/broker/link.ts";
import { createPublisher } from "#commons/broker/publisher.ts";
import type { Queue, QueueType } from "#commons/broker/queues.ts";
import { createSubscribers } from "#commons/broker/subscribers.ts";
import type { Log } from "#commons/log.ts";

export type { Message } from "#commons/broker/message.ts";
export type { Queue } from "#commons/broker/queues.ts";
export type Broker = ReturnType<typeof openBroker>;

export type BrokerOptions = {
  url: string;
  /** The name of the service, for the broker's list of connections. */
  service: string;
  /** Of the queues that it declares; queues that exist must have it. */
  queueType?: QueueType;
  log: Log;
  tracer?: Tracer;
};

/**
 * The message broker, as a service uses it. Connections are opened when they
 * are needed, and again after each loss.
 */
export function openBroker(options: BrokerOptions) {
  const links: { close(): Promise<void> }[] = [];
  const open = (what: string) => {
    const link = createLink({ ...options, what });
    links.unshift(link);
    return link;
  };
  const publisher = createPublisher(open("publisher"), options);
  const consumers = createConsumers({ ...options, open, publisher });
  const deadLetters = createDeadLetters(open("dead letters"));
  const subscribers = createSubscribers({ ...options, open });

  return {
    /**
     * Publishes a message to all queues of its topic; resolves once the broker
     * has stored it. Fails with Unavailable if it may not have: repeat it with
     * the same id.
     */
    publish: publisher.publish,

    /**
     * Sends a message to the subscribers of its topic; resolves once the broker
     * has it. Neither a subscriber nor a queue is needed, and nothing is stored.
     */
    announce: (topic: string, content: unknown) =>
      publisher.publish(topic, content, { isTransient: true }),

    /**
     * Calls `onMessage` for each message of these topics, in this process and in
     * every other subscriber. Nothing is kept for a process that is down or
     * disconnected; `onStart` is called whenever messages begin to arrive.
     */
    subscribe: subscribers.add,

    /**
     * Calls the handler for each message of a queue, one after the other. A
     * message is removed when the handler has resolved; after a failure or a
     * crash it is tried again, five times at most.
     */
    consume: (queue: Queue, handle: Consume) => consumers.add(queue, handle),

    /** The messages of a queue that have failed five times, oldest first. */
    deadLetters: deadLetters.list,

    /** Puts dead letters back into their queue; returns how many. */
    requeue: deadLetters.requeue,

    /** Fails if the broker does not answer. */
    ping: publisher.ping,

    /** Finishes the messages that are being handled. */
    async close(): Promise<void> {
      await consumers.stop();
      for (const link of links) await link.close();
    },
  };
}
