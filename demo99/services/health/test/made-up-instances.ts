import type { RequestListener } from "node:http";
import { serve } from "#commons/test/test-servers.ts";

type Said = [status: number, body: unknown];

const pong: Said = [200, { response: "pong" }];
const up: Said = [200, { status: "UP", checks: {} }];

/** What answers both questions as given, and well where nothing is given. */
export function answering({ ping = pong, health = up } = {}): RequestListener {
  return (req, res) => {
    const [status, body] = req.url === "/ping" ? ping : health;
    res.writeHead(status).end(JSON.stringify(body));
  };
}

export const serveWell = () => serve(answering());

export function anInstance(url: string) {
  const { port } = new URL(url);
  const instanceId = `localhost:cake-api:${port}`;
  return { service: "cake-api", instanceId, url, status: "UP" };
}
