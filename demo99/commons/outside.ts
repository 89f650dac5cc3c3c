import fetch from "node-fetch";
import type { Call, Next, Reply, Step } from "#commons/call.ts";
import { attempt } from "#commons/call-failure.ts";
import { keepDeadline } from "#commons/calls/deadline.ts";

type TextReply = Reply & { text: string };

const timeoutMs = 2_000;
const headers = { "content-type": "application/json" };
const withDeadline = keepDeadline();
const direct: Step = (call, next) => next(call);

/**
 * Calls a server outside the store with JSON. That server is not registered,
 * and must not get a token: few steps of internal calls apply. Errors have its
 * address without the path, which may be a secret.
 */
export async function callOutside(
  method: string,
  url: string,
  body?: unknown,
  protect = direct,
): Promise<TextReply> {
  const { origin, pathname } = new URL(url);
  const call: Call = {
    ...{ service: origin, instance: origin, instances: [origin] },
    ...{ method, path: pathname, headers },
    signal: AbortSignal.timeout(timeoutMs),
    deadline: performance.now() + timeoutMs,
    isRepeatable: false,
    isForwarded: false,
  };
  const last: Next = (it) => attempt(it, ({ signal }) => send(signal));
  return protect(call, (it) => withDeadline(it, last)) as Promise<TextReply>;

  async function send(signal: AbortSignal): Promise<TextReply> {
    const options = { method, headers, body: JSON.stringify(body) ?? null };
    const response = await fetch(url, { ...options, signal } as object);
    const text = await response.text();
    const { status } = response;
    return { status, headers: Object.fromEntries(response.headers), text };
  }
}

/** Posts JSON to a server outside the store; returns the status. */
export async function postOutside(url: string, body: unknown): Promise<number> {
  return (await callOutside("POST", url, body)).status;
}
