import type { Tracer } from "zipkin";
import type { Caller } from "#commons/call.ts";
import { createGrpcClient } from "#commons/grpc/client.ts";
import type { Contract } from "#commons/grpc/contract.ts";
import { serveGrpc } from "#commons/grpc/server.ts";
import { createLog } from "#commons/log.ts";
import { serviceToken, testFindKey } from "#commons/test/test-auth.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { createTracing } from "#commons/tracing.ts";

type Settings = {
  lines?: string[];
  tracer?: Tracer;
  isReady?: boolean;
};

const servers: { stop(): Promise<void> }[] = [];

/** Serves a contract on a free port; returns its URL. */
export async function serveTestGrpc<Api extends object>(
  contract: Contract<Api>,
  api: Api,
  { lines = [], isReady = true, tracer = testTracer }: Settings = {},
): Promise<string> {
  const write = (line: string) => void lines.push(JSON.parse(line).msg);
  const server = await serveGrpc(
    { contract, api },
    {
      log: createLog("test", "info", [{ write }]),
      tracer,
      findKey: testFindKey,
      host: "127.0.0.1",
      port: 0,
      readiness: { isReady },
    },
  );
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

const { tracer: testTracer } = createTracing({
  service: "test",
  report: async () => {},
});

export async function stopGrpc() {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

/** The steps of calls, with the token of a service. */
export const callAs =
  (name: string): Caller =>
  (call, send) => {
    const headers = { ...call.headers, authorization: `Bearer ${name}` };
    return testCaller()({ ...call, headers }, send);
  };

export const asService = () => callAs(serviceToken("book-api"));

export function testClient<Api extends object>(
  contract: Contract<Api>,
  url: string,
  call = asService(),
  options = {},
) {
  return createGrpcClient(call, url, contract, options);
}
