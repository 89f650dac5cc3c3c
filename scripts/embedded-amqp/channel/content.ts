import { AmqpError, preconditionFailed } from "../errors.ts";
import { constants, decodeHeader, type Fields } from "../wire/codec.ts";

/** RabbitMQ's default of `max_message_size`. */
const maxBytes = 128 * 1024 * 1024;

type Published = { fields: Fields; properties: Buffer; body: Buffer };
type Parts = { fields: Fields; properties?: Buffer; size: number };

/** Collects the frames of a published message: method, header, bodies. */
export function createContent(onPublished: (published: Published) => void) {
  let parts: Parts | undefined;
  let chunks: Buffer[] = [];
  let received = 0;

  function finishIfComplete(): void {
    if (!parts?.properties || received < parts.size) return;
    const { fields, properties } = parts;
    const body = Buffer.concat(chunks);
    parts = undefined;
    onPublished({ fields, properties, body });
  }

  return {
    isExpected: () => parts !== undefined,

    begin(fields: Fields): void {
      parts = { fields, size: 0 };
      chunks = [];
      received = 0;
    },

    frame(type: number, payload: Buffer): void {
      const isHeader = type === constants.FRAME_HEADER;
      if (!parts || isHeader === Boolean(parts.properties)) {
        throw new AmqpError("UNEXPECTED_FRAME", `a frame of type ${type}`);
      }
      if (isHeader) {
        Object.assign(parts, decodeHeader(payload));
        if (parts.size > maxBytes) throw tooLarge(parts.size);
      } else {
        chunks.push(payload);
        received += payload.length;
      }
      finishIfComplete();
    },
  };
}

function tooLarge(size: number) {
  return preconditionFailed(
    `message size ${size} is larger than configured max size ${maxBytes}`,
  );
}
