import { Agent } from "node:http";
import fetch from "node-fetch";
import type { Call, Caller, Reply } from "#commons/call.ts";
import { Conflict, NotFound, Unavailable } from "#commons/errors.ts";

type Method = "GET" | "PUT" | "POST" | "DELETE";
type TextReply = Reply & { text: string };
type Problem = { detail?: string; shortages?: unknown };

export type HttpClient = ReturnType<typeof createHttpClient>;

/**
 * Calls one service with JSON. Throws NotFound and Conflict as the service
 * does, Unavailable when it fails or gives no reply within `timeoutMs`.
 */
export function createHttpClient(
  call: Caller,
  service: string,
  { timeoutMs = 2_000 } = {},
) {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 256,
    timeout: 30_000,
  });
  const headers = { "content-type": "application/json" };

  async function send(call: Call, body?: string): Promise<TextReply> {
    const { instance, method, path, headers, signal } = call;
    const options = { agent, method, headers, signal, body: body ?? null };
    const response = await fetch(instance + path, options as object);
    // Read it all, whatever the status: an unread body holds its connection.
    const text = await response.text();
    const { status } = response;
    return { status, headers: Object.fromEntries(response.headers), text };
  }

  return async function request<T>(
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<T> {
    const { status, text } = await call(
      {
        service,
        instance: service,
        method,
        path,
        headers,
        signal: AbortSignal.timeout(timeoutMs),
        deadline: performance.now() + timeoutMs,
        isRepeatable: method !== "POST",
        isForwarded: false,
      },
      (it) => send(it, JSON.stringify(body)),
    );
    const reply = parseReply(service, text);
    if (status < 400) return reply as T;
    throw refusalOf(service, status, (reply ?? {}) as Problem);
  };
}

function parseReply(service: string, text: string): unknown {
  try {
    return text ? JSON.parse(text) : null;
  } catch (cause) {
    throw new Unavailable(`The reply of ${service} is not JSON.`, { cause });
  }
}

function refusalOf(service: string, status: number, problem: Problem): Error {
  const { detail = `${service} answered ${status}.`, shortages } = problem;
  if (status === 404) return new NotFound(detail);
  if (status === 409) return new Conflict(detail, { members: { shortages } });
  if (status >= 500) return new Unavailable(`${service} answered ${status}.`);
  return new Error(detail);
}
