import type { WebSocket } from "ws";
import { connections, messages, slowReaders } from "#commons/live-metrics.ts";
import type { LiveCaller } from "./live-caller.ts";
import type {
  CommentChange,
  LiveMessage,
  OrderChange,
} from "./live-message.ts";

type Socket = Pick<WebSocket, "bufferedAmount" | "send" | "terminate">;
type StockLine = { number: string; onHand: number };

/** A connection that has not read this much would fill the memory. */
const maxBufferedBytes = 1_000_000;

export type LiveHub = ReturnType<typeof createLiveHub>;

/**
 * The open pages of this gateway, and what each of them may see: the stock is
 * public, as with `GET /stock`; an order is for its customer and the staff.
 */
export function createLiveHub() {
  const clients = new Map<Socket, LiveCaller | undefined>();

  function send(socket: Socket, message: LiveMessage, bytes = encode(message)) {
    if (socket.bufferedAmount > maxBufferedBytes) {
      slowReaders.inc();
      return socket.terminate();
    }
    socket.send(bytes, { binary: false });
    messages.inc({ type: message.type });
  }

  /** Encodes a message once, for all that it is for. */
  function push(
    message: LiveMessage,
    isFor: (caller?: LiveCaller) => boolean = () => true,
  ) {
    const bytes = encode(message);
    for (const [socket, caller] of clients) {
      if (isFor(caller)) send(socket, message, bytes);
    }
  }

  return {
    /** A new page reads its state now: it has missed what was before. */
    add(socket: Socket, caller?: LiveCaller) {
      clients.set(socket, caller);
      connections.set(clients.size);
      send(socket, { type: "resync" });
    },

    remove(socket: Socket) {
      clients.delete(socket);
      connections.set(clients.size);
    },

    isEmpty: () => clients.size === 0,
    pushStock: (items: StockLine[]) => push({ type: "stock", items }),

    pushOrder: ({ orderId, cartId, status }: OrderChange) =>
      push({ type: "order", orderId, status }, (caller) =>
        maySee(cartId, caller),
      ),

    /** The status of a comment is public, its content is not always. */
    pushComment: (change: CommentChange) =>
      push({ type: "comment", ...change }),

    resync: () => push({ type: "resync" }),
    beat: () => push({ type: "beat" }),
  };
}

function maySee(cartId: string, caller?: LiveCaller): boolean {
  if (caller?.role === "admin") return true;
  return caller?.role === "customer" && caller.name === cartId;
}

const encode = (message: LiveMessage) => Buffer.from(JSON.stringify(message));
