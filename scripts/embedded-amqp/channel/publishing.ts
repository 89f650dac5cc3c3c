import { propertiesOf } from "../broker/message.ts";
import { AmqpError, notImplemented, preconditionFailed } from "../errors.ts";
import type { Fields } from "../wire/codec.ts";
import type { Session } from "./channel.ts";
import type { Confirms } from "./confirms.ts";

type Published = {
  fields: Fields;
  properties: Buffer;
  body: Buffer;
};

const noRoute = { replyCode: 312, replyText: "NO_ROUTE" };

/** Publishes a message that has arrived completely. */
export function createPublishing(session: Session, confirms: Confirms) {
  return function publish({ fields, properties, body }: Published): void {
    const { exchange, routingKey } = fields as Record<string, string>;
    const place = { exchange: `${exchange}`, routingKey: `${routingKey}` };
    const message = { ...place, properties, body };
    if (fields.immediate) throw notImplemented("immediate=true");
    check(propertiesOf(message));
    const tag = confirms.nextTag();
    const isRouted = session.broker.publish(message, (isTaken) => {
      if (tag !== undefined) confirms.settle(tag, isTaken);
      else if (!isTaken) session.connection.fail(outOfSpace());
    });
    if (isRouted || !fields.mandatory) return;
    session.sendContent("BasicReturn", { ...noRoute, ...place }, message);
  };
}

function check({ headers, expiration }: ReturnType<typeof propertiesOf>) {
  for (const name of ["CC", "BCC"]) {
    if (headers?.[name]) throw notImplemented(`header '${name}'`);
  }
  if (expiration !== undefined && !/^\d+$/.test(expiration)) {
    throw preconditionFailed(`invalid expiration '${expiration}'`);
  }
}

/** Without confirms, this is the only way to tell the publisher. */
const outOfSpace = () =>
  new AmqpError("RESOURCE_ERROR", "no memory or disk space for a message");
