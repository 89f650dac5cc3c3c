import type { StockLine } from "./store-client.ts";

/** What the gateway tells of at `/live`. */
export type LiveMessage =
  | { type: "stock"; items: StockLine[] }
  | { type: "order"; orderId: string; status: string }
  /** A comment is new, or decided: `GET /posts` shows it. */
  | { type: "comment"; postId: string; commentId: string; status: string }
  /** Changes may have been missed: read again what is shown. */
  | { type: "resync" };

type Options = {
  /** The base URL of the gateway. */
  url: string;
  /** "" for a visitor: the gateway then tells of the stock only. */
  token: string;
  onMessage: (message: LiveMessage) => void;
  onTokenRefused: () => void;
  /** Of the first attempt to connect again; each further one waits longer. */
  pauseMs?: number;
  /** The gateway sends a beat each 15 s. */
  silentMs?: number;
  /** How long pages take to read again what all of them have missed. */
  spreadMs?: number;
  /** For Node 20, which has none. */
  Socket?: typeof WebSocket;
};

const tokenRefused = 4401;
const longestPauseMs = 10_000;

/**
 * Connects to the gateway, and again whenever the connection is lost. The first
 * message of each connection is `resync`. Returns a function that ends it.
 */
export function openLive(options: Options): () => void {
  const { url, token, pauseMs = 500, silentMs = 40_000 } = options;
  const { spreadMs = 1_000, Socket = WebSocket } = options;
  const protocols = ["store.live", ...(token ? [`bearer.${token}`] : [])];
  const address = `${url.replace(/^http/, "ws").replace(/\/+$/, "")}/live`;
  let end = () => {};
  let failures = 0;

  function connect() {
    const socket = new Socket(address, protocols);
    let silence: ReturnType<typeof setTimeout>;
    let isFirst = true;
    // A connection can be lost without a sign.
    function expectMessage() {
      clearTimeout(silence);
      silence = setTimeout(connectAgain, silentMs);
    }
    function leave() {
      clearTimeout(silence);
      socket.onclose = null;
      socket.onmessage = null;
      socket.close();
    }
    function connectAgain() {
      leave();
      const timer = setTimeout(connect, nextPauseMs());
      end = () => clearTimeout(timer);
    }

    socket.onmessage = ({ data }) => {
      failures = 0;
      expectMessage();
      const message = JSON.parse(data);
      // Later ones reach all pages at once, which must not all read at once.
      const isShared = message.type === "resync" && !isFirst;
      isFirst = false;
      const tell = () => options.onMessage(message);
      if (isShared) setTimeout(tell, Math.random() * spreadMs);
      else if (message.type !== "beat") tell();
    };
    socket.onclose = ({ code }) => {
      if (code !== tokenRefused) return connectAgain();
      leave();
      options.onTokenRefused();
    };
    // What follows an error is the end of the connection.
    socket.onerror = () => {};
    expectMessage();
    end = leave;
  }

  /** Pages that lost one gateway must not reach the next one at once. */
  function nextPauseMs() {
    const usualMs = Math.min(pauseMs * 2 ** failures, longestPauseMs);
    failures++;
    return usualMs * (0.5 + Math.random());
  }

  connect();
  return () => end();
}
