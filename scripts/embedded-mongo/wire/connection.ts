import type { Socket } from "node:net";
import { BSONError } from "bson";
import type { Document } from "../bson/document.ts";
import { ProtocolError } from "../errors.ts";
import { createFrames } from "./frames.ts";
import { decodeMessage, encodeReply, type Request } from "./message.ts";

/**
 * Answers all messages of one socket in their order. Bytes that are no message
 * close only this socket.
 */
export function serveConnection(
  socket: Socket,
  answer: (request: Request) => Document,
): void {
  const frames = createFrames();
  socket.setNoDelay();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    try {
      for (const message of frames.push(chunk)) {
        const request = decodeMessage(message);
        const reply = answer(request);
        if (request.wantsReply) socket.write(encodeReply(request, reply));
      }
    } catch (error) {
      if (!isMalformed(error)) throw error;
      socket.destroy();
    }
  });
}

/** Reading past the end of a buffer is a RangeError. */
function isMalformed(error: unknown): boolean {
  return (
    error instanceof ProtocolError ||
    error instanceof BSONError ||
    error instanceof RangeError
  );
}
