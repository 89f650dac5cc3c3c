import { promisify } from "node:util";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import { HealthImplementation } from "grpc-health-check";
import {
  type Contract,
  loadPackage,
  methodsOf,
} from "#commons/grpc/contract.ts";
import { asBytes, handle } from "#commons/grpc/handle.ts";
import { createAnswer, type Parts } from "#commons/grpc/incoming.ts";
import { requireDeadline } from "#commons/grpc/require-deadline.ts";

/** A contract, and the functions that fulfil it. */
type GrpcService = { contract: Contract<object>; api: object };
export type GrpcServer = Awaited<ReturnType<typeof serveGrpc>>;
type Api = Record<string, (request: object) => Promise<object>>;

/** Larger messages are answered with RESOURCE_EXHAUSTED. */
const maxBytes = 100_000;
/** How long calls may take while the service stops. */
const graceMs = 10_000;

/**
 * Serves a contract with gRPC, for other services only; and to all callers its
 * health and its description (grpc.health.v1, grpc.reflection.v1).
 */
export async function serveGrpc(
  { contract, api }: GrpcService,
  { host, ...parts }: Parts & { host: string },
) {
  const server = new Server({
    "grpc.max_receive_message_length": maxBytes,
    "grpc.enable_channelz": 0,
    interceptors: [requireDeadline],
  });
  const answer = createAnswer(parts);
  const methods = methodsOf(contract);
  server.addService(
    Object.fromEntries(methods.map((one) => [one.rpc, asBytes(one)])),
    Object.fromEntries(
      methods.map((one) => {
        const run = (api as Api)[one.name] as Api[string];
        return [one.rpc, handle(one, answer, run)];
      }),
    ),
  );
  const health = new HealthImplementation();
  const setHealth = (isServing: boolean) => {
    const status = isServing ? "SERVING" : "NOT_SERVING";
    for (const name of ["", contract.service]) health.setStatus(name, status);
  };
  setHealth(parts.readiness.isReady);
  health.addToServer(server);
  new ReflectionService(loadPackage(contract.proto)).addToServer(server);
  const port = await listen(server, `${host}:${parts.port}`);

  return {
    port,
    setReady: () => setHealth(true),
    /** Refuses new calls, and finishes those in flight. */
    async stop(): Promise<void> {
      setHealth(false);
      const timer = setTimeout(() => server.forceShutdown(), graceMs);
      await promisify(server.tryShutdown.bind(server))();
      clearTimeout(timer);
    },
  };
}

/** HTTP/2 without TLS. */
function listen(server: Server, address: string): Promise<number> {
  const credentials = ServerCredentials.createInsecure();
  return promisify(server.bindAsync.bind(server))(address, credentials);
}
