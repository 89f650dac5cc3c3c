import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";

export type Request = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

const timeoutMs = 10_000;
// Node's fetch needs several times the CPU of a call, of which a machine that
// also runs the services has too little.
const agent = new Agent({ keepAlive: true });

/** Makes one call; returns the status, or 0 if there is no reply. */
export async function callOnce(url: string, sent: Request): Promise<number> {
  const { method, path, headers = {}, body } = sent;
  const type = body ? { "content-type": "application/json" } : {};
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const call = request(url + path, {
      ...{ agent, method, signal },
      headers: { ...type, ...headers },
    });
    call.end(body);
    const [reply] = (await once(call, "response")) as [IncomingMessage];
    reply.resume();
    await once(reply, "end");
    return reply.statusCode ?? 0;
  } catch {
    return 0;
  }
}
