import type { Broker } from "../broker/broker.ts";
import { AmqpError, notImplemented } from "../errors.ts";
import type { Fields } from "../wire/codec.ts";
import type { Connection } from "../wire/connection.ts";
import { createConfirms } from "./confirms.ts";
import { createConsuming } from "./consuming.ts";
import { createContent } from "./content.ts";
import { createDeliveries } from "./deliveries.ts";
import { exchangeMethods } from "./exchange-methods.ts";
import { createPublishing } from "./publishing.ts";
import { queueMethods } from "./queue-methods.ts";

/** What a client asks for; missing fields have their defaults. */
export type Method = (fields: never) => void;

/** What the parts of a channel share. */
export type Session = {
  broker: Broker;
  connection: Connection;
  /** The queue that this channel has declared last; "" stands for it. */
  lastQueue: string;
  send(name: string, fields?: Fields): void;
  sendContent(
    name: string,
    fields: Fields,
    content: { properties: Buffer; body: Buffer },
  ): void;
};

export type Channel = ReturnType<typeof createChannel>;

/** One channel: a sequence of methods, with a state of its own. */
export function createChannel(
  number: number,
  connection: Connection,
  broker: Broker,
) {
  const session: Session = {
    broker,
    connection,
    lastQueue: "",
    send: (name, fields) => connection.send(number, name, fields),
    sendContent: (name, fields, content) =>
      connection.sendContent(number, name, fields, content),
  };
  const confirms = createConfirms(session);
  const deliveries = createDeliveries(session);
  const consuming = createConsuming(session, deliveries);
  const content = createContent(createPublishing(session, confirms));
  let state: "open" | "closing" | "closed" = "open";

  function release(): void {
    consuming.cancelAll();
    deliveries.requeueAll();
  }

  const methods: Record<string, Method> = {
    ...exchangeMethods(session),
    ...queueMethods(session),
    ...confirms.methods,
    ...consuming.methods,
    ...deliveries.methods,
    BasicPublish: content.begin,
    ChannelFlow: () => session.send("ChannelFlowOk", { active: true }),
    ChannelClose() {
      release();
      // Confirmations are due before the reply.
      broker.commit();
      confirms.send();
      session.send("ChannelCloseOk");
      state = "closed";
    },
  };

  return {
    release,
    confirm: confirms.send,
    serve: consuming.serve,
    hasConsumer: consuming.has,
    isClosed: () => state === "closed",

    method(name: string, fields: Fields): void {
      if (state === "closing") {
        if (name === "ChannelCloseOk") state = "closed";
        return;
      }
      if (content.isExpected()) throw new AmqpError("UNEXPECTED_FRAME", name);
      const method = methods[name];
      if (!method) throw notImplemented(`method ${name}`);
      // Other methods see what was published before them.
      if (name !== "BasicPublish") broker.commit();
      method(fields as never);
    },

    content(type: number, payload: Buffer): void {
      if (state === "open") content.frame(type, payload);
    },

    /** Closes the channel; frames that were sent before are ignored. */
    fail({ code, message }: AmqpError, methodId: number): void {
      release();
      state = "closing";
      session.send("ChannelClose", {
        replyCode: code,
        replyText: message.slice(0, 250),
        classId: methodId >> 16,
        methodId: methodId & 0xffff,
      });
    },
  };
}
