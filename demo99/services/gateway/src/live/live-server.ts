import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { InvalidToken } from "#commons/errors.ts";
import { problemText } from "#commons/requests/parser-errors.ts";
import type { FindKey } from "#commons/tokens.ts";
import { ignoreUpgrade } from "./ignore-upgrade.ts";
import { keepAlive } from "./keep-alive.ts";
import { readCaller } from "./live-caller.ts";
import type { LiveHub } from "./live-hub.ts";

export type LiveOptions = {
  findKey: FindKey;
  /** The origins whose pages may connect. */
  origins: string[];
  maxConnections?: number;
  pingMs?: number;
};

/** The protocol that a page offers, with its token as a second one. */
const protocol = "store.live";

/** Close codes: of RFC 6455 (7.4.1), and for a token, like status 401. */
const codes = { stopping: 1001, unexpected: 1003, tryLater: 1013, token: 4401 };

/** Longer timers fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Accepts WebSockets (RFC 6455) at `/live`, and puts each into the hub once its
 * token is verified. Any other upgrade is ignored.
 */
export function serveLive(
  server: Server,
  hub: LiveHub,
  { findKey, origins, maxConnections = 2_000, pingMs = 15_000 }: LiveOptions,
) {
  const sockets = new WebSocketServer({
    noServer: true,
    // Clients send nothing but control frames.
    maxPayload: 1_024,
    handleProtocols: (offered) => offered.has(protocol) && protocol,
  });
  let isStopping = false;

  function refusalOf({ headers: { origin } }: IncomingMessage) {
    if (origin && !origins.includes(origin)) {
      return problemText(403, "Pages of this origin may not connect.");
    }
    if (!isStopping && sockets.clients.size < maxConnections) return undefined;
    return problemText(503, "Too many connections: try again later.");
  }

  function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer) {
    if (!isForLive(req)) return ignoreUpgrade(server, req, socket, head);
    const refusal = refusalOf(req);
    if (refusal) return endWith(socket, refusal);
    sockets.handleUpgrade(req, socket, head, (opened) => accept(opened, req));
  }

  async function accept(socket: WebSocket, req: IncomingMessage) {
    socket.on("close", () => hub.remove(socket));
    // Invalid or too large a frame: ws closes the connection with its code.
    socket.on("error", () => {});
    socket.on("message", () => {
      socket.close(codes.unexpected, "Nothing is expected from clients.");
    });
    try {
      const caller = await readCaller(req, findKey);
      if (socket.readyState !== socket.OPEN) return;
      hub.add(socket, caller);
      if (caller) closeAt(socket, caller.expiresAt);
    } catch (error) {
      socket.close(...closeFor(error as Error));
    }
  }

  server.on("upgrade", upgrade);
  keepAlive(sockets.clients, pingMs, hub.beat);

  return {
    /** Closes all connections; their pages connect to another gateway. */
    stop() {
      isStopping = true;
      for (const socket of sockets.clients) {
        socket.close(codes.stopping, "The gateway is stopping.");
        setTimeout(() => socket.terminate(), 1_000).unref();
      }
    },
  };
}

function isForLive({ url = "", headers }: IncomingMessage): boolean {
  const isWebSocket = headers.upgrade?.toLowerCase() === "websocket";
  return isWebSocket && url.split("?")[0] === "/live";
}

function closeAt(socket: WebSocket, time: number) {
  const leftMs = time - Date.now();
  if (leftMs > longestTimerMs) return;
  const expiry = setTimeout(() => {
    socket.close(codes.token, "The token has expired. Log in again.");
  }, leftMs);
  socket.on("close", () => clearTimeout(expiry));
}

function endWith(socket: Duplex, text: string) {
  socket.on("error", () => socket.destroy());
  socket.once("finish", () => socket.destroy());
  socket.end(text);
}

/** A reason has at most 123 bytes. */
function closeFor(error: Error): [code: number, reason: string] {
  if (!(error instanceof InvalidToken)) {
    return [codes.tryLater, "Tokens cannot be verified right now."];
  }
  const reason = error.message.replace(/[^\x20-\x7e]/g, "?");
  return [codes.token, reason.slice(0, 123)];
}
