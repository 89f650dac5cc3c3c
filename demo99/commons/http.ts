import { Agent } from "node:http";
import fetch from "node-fetch";
import { Conflict, NotFound, Unavailable } from "#commons/errors.ts";
import { forgetToken, identify } from "#commons/identity.ts";
import { createLoadBalancer, type Strategy } from "#commons/load-balancer.ts";
import { measureCall } from "#commons/metrics.ts";
import type { Registry } from "#commons/registry.ts";
import { callGuarded, type Limits } from "#commons/resilience.ts";
import { createRetries } from "#commons/retry.ts";
import { b3Headers, traceCall } from "#commons/tracing/http-calls.ts";

type Method = "GET" | "PUT" | "POST" | "DELETE";
type Options = {
  timeoutMs?: number;
  strategy?: Strategy;
  /** The headers that say who calls. */
  identity?: typeof identify;
};
type Request = {
  method: Method;
  path: string;
  body?: unknown;
  caller?: object;
};
type Answer = { status: number; retryAfter: string | null; body: unknown };
type Problem = { detail?: string; shortages?: unknown };

export type HttpClient = ReturnType<typeof createHttpClient>;

/**
 * Calls one service with JSON. Throws NotFound and Conflict as the service
 * does, Unavailable when it fails or gives no answer within `timeoutMs`.
 */
export function createHttpClient(
  url: string,
  registry: Pick<Registry, "find">,
  { timeoutMs = 2_000, strategy, identity = identify }: Options = {},
) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 30_000 });
  const balancer = createLoadBalancer({ strategy });
  const service = new URL(url).hostname;
  const withRetries = createRetries(service);

  async function send(
    instance: string,
    { method, path, body, caller }: Request,
    { signal, headers }: Limits,
  ): Promise<Answer> {
    const response = await fetch(instance + path, {
      method,
      agent,
      signal,
      headers: {
        "content-type": "application/json",
        ...caller,
        ...headers,
        ...b3Headers(),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    // Read it all, whatever the status: an unread body holds its socket.
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      body: text ? JSON.parse(text) : null,
    };
  }

  async function deliver(request: Request): Promise<Answer> {
    // A POST may do twice what it does.
    const mayRepeat = () => request.method !== "POST";
    const callOne = (instance: string) =>
      callGuarded({ service, instance, timeoutMs }, (limits) =>
        measureCall({ service, instance, method: request.method }, () =>
          traceCall({ service, instance, ...request }, () =>
            send(instance, request, limits),
          ),
        ),
      );
    return withRetries(mayRepeat, async (mayCallNext) =>
      balancer.call(await registry.find(url), callOne, mayCallNext),
    );
  }

  async function deliverAsCaller(request: Request): Promise<Answer> {
    const caller = await identity();
    const answer = await deliver({ ...request, caller });
    if (answer.status !== 401 || !forgetToken(caller)) return answer;
    // Nothing has been done yet: once more, with a token of today.
    return deliver({ ...request, caller: await identity() });
  }

  return async function call<T>(
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<T> {
    const request = { method, path, body };
    const answer = await deliverAsCaller(request).catch((cause) => {
      if (cause instanceof Unavailable) throw cause;
      throw new Unavailable(`${url} does not answer.`, { cause });
    });
    if (answer.status < 400) return answer.body as T;
    throw refusalOf(url, answer);
  };
}

function refusalOf(url: string, { status, body }: Answer): Error {
  const { detail = `${url} answered ${status}.`, shortages } = (body ??
    {}) as Problem;
  if (status === 404) return new NotFound(detail);
  if (status === 409) return new Conflict(detail, { members: { shortages } });
  const isNoAnswer = status >= 500 || status === 401;
  if (isNoAnswer) return new Unavailable(`${url} answered ${status}.`);
  return new Error(detail);
}
