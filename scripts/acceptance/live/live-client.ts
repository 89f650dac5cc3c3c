import { type ClientOptions, WebSocket } from "ws";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { tokenFor } from "../identities.ts";

export type Message = {
  type: string;
  items?: { number: string; onHand: number }[];
  orderId?: string;
  status?: string;
};

const opened: WebSocket[] = [];

/** Ends all connections of a test. */
export function closeAll() {
  for (const socket of opened.splice(0)) socket.terminate();
}

export const customerToken = (name: string) => tokenFor(`/carts/${name}`);
export const staffToken = () => tokenFor("/books");

/** A connection to a gateway, and what it has been told. */
export function connect(
  token?: string,
  { index = 1, ...options }: ClientOptions & { index?: number } = {},
) {
  const url = runningStage().url("gateway", index).replace("http", "ws");
  const bearer = token === undefined ? [] : [`bearer.${token}`];
  const protocols = ["store.live", ...bearer];
  const socket = new WebSocket(`${url}/live`, protocols, options);
  opened.push(socket);
  const seen: Message[] = [];
  const end: { code?: number; reason?: string; error?: Error } = {};
  socket.on("message", (data) => seen.push(JSON.parse(data.toString())));
  socket.on("error", (error) => {
    end.error = error;
  });
  socket.on("close", (code, reason) => {
    end.code = code;
    end.reason = reason.toString();
  });
  return { socket, seen, end };
}

export type LiveClient = ReturnType<typeof connect>;

/** A connection that has been told to read what it shows. */
export async function connected(
  token?: string,
  options?: Parameters<typeof connect>[1],
): Promise<LiveClient> {
  return until(
    "a live connection",
    async () => {
      const client = connect(token, options);
      const isOver = () => client.end.code !== undefined;
      await until("its end", () => client.seen.length > 0 || isOver());
      if (isOver()) throw client.end.error ?? new Error(client.end.reason);
      return client;
    },
    { withinMs: 20_000 },
  );
}

/**
 * Sets the stock at inventory-api itself. While the gateway is down, that needs
 * its key: a call before has fetched it.
 */
export async function setStockDirectly(number: string, onHand: number) {
  const url = `${runningStage().url("inventory-api")}/stock/${number}`;
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${staffToken()}`,
  };
  const body = JSON.stringify({ onHand });
  const reply = await fetch(url, { method: "PUT", headers, body });
  if (reply.status !== 200) throw new Error(await reply.text());
}

/** The latest count that a connection has been told of. */
export function onHandOf({ seen }: LiveClient, number: string) {
  return seen
    .flatMap(({ items = [] }) => items)
    .findLast((line) => line.number === number)?.onHand;
}

export function statusOf({ seen }: LiveClient, orderId: string) {
  return seen.findLast((message) => message.orderId === orderId)?.status;
}
