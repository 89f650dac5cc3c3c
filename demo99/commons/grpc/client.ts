import { Client, credentials } from "@grpc/grpc-js";
import type { Call, Caller } from "#commons/call.ts";
import {
  type Contract,
  type Method,
  methodsOf,
} from "#commons/grpc/contract.ts";
import { sendUnary } from "#commons/grpc/send-unary.ts";
import { toError } from "#commons/grpc/status.ts";

const channelOptions = {
  // The steps of calls repeat them.
  "grpc.enable_retries": 0,
  // An instance that was restarted is called again at once.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 500,
  // Services do not call each other through a proxy.
  "grpc.enable_http_proxy": 0,
  "grpc.service_config_disable_resolution": 1,
  // A name may have the addresses of several instances: see dns-names.ts.
  "grpc.service_config": '{ "loadBalancingConfig": [{ "round_robin": {} }] }',
};

/**
 * Calls one service, such as `grpc://customer-api`, as its contract describes
 * it. Throws what the service throws, and Unavailable when it fails or gives no
 * reply within `timeoutMs`.
 */
export function createGrpcClient<Api extends object>(
  call: Caller,
  service: string,
  contract: Contract<Api>,
  { timeoutMs = 2_000 } = {},
): Api {
  const channels = new Map<string, Client>();

  /** One for each instance; those that are no longer listed are closed. */
  function channelTo({ instance, instances = [] }: Call): Client {
    for (const [url, channel] of channels) {
      if (instances.includes(url)) continue;
      channels.delete(url);
      channel.close();
    }
    const channel = channels.get(instance) ?? open(instance);
    channels.set(instance, channel);
    return channel;
  }

  async function invoke(method: Method, message: object): Promise<object> {
    const bytes = method.request.encode(message);
    const received = await call(
      {
        service,
        instance: service,
        method: method.rpc,
        path: method.path.slice(0, method.path.lastIndexOf("/")),
        headers: {},
        signal: AbortSignal.timeout(timeoutMs),
        deadline: performance.now() + timeoutMs,
        isRepeatable: method.isRepeatable,
        isForwarded: false,
      },
      (it) => sendUnary(channelTo(it), it, method.path, bytes),
    );
    if (received.reply) return method.reply.decode(received.reply);
    throw toError(service, received);
  }

  const entries = methodsOf(contract).map((method) => [
    method.name,
    (message: object) => invoke(method, message),
  ]);
  return Object.fromEntries(entries);
}

function open(instance: string): Client {
  const { host } = new URL(instance);
  return new Client(host, credentials.createInsecure(), channelOptions);
}
