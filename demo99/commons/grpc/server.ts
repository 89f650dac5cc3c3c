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
import {
  type AnswerCall,
  createAnswer,
  type GrpcParts,
} from "#commons/grpc/incoming.ts";
import { requireDeadline } from "#commons/grpc/require-deadline.ts";

export type GrpcServer = Awaited<ReturnType<ReturnType<typeof grpcServer>>>;
type Api = Record<string, (request: object) => Promise<object>>;

const options = {
  // Larger messages are answered with RESOURCE_EXHAUSTED.
  "grpc.max_receive_message_length": 100_000,
  interceptors: [requireDeadline],
};
/** How long calls may take while the service stops. */
const graceMs = 10_000;

/**
 * Serves a contract with gRPC, for other services only; and to all callers its
 * health and its description (grpc.health.v1, grpc.reflection.v1).
 */
export function grpcServer<A extends object>(contract: Contract<A>, api: A) {
  return async function serveGrpc({ host, ...parts }: GrpcParts) {
    const server = new Server(options);
    addMethods(server, createAnswer(parts), contract, api as Api);
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
  };
}

function addMethods(
  server: Server,
  answer: AnswerCall,
  contract: Contract<object>,
  api: Api,
) {
  const methods = methodsOf(contract);
  const definition = methods.map((one) => [one.rpc, asBytes(one)]);
  const handlers = methods.map((one) => {
    return [one.rpc, handle(one, answer, api[one.name] as Api[string])];
  });
  server.addService(
    Object.fromEntries(definition),
    Object.fromEntries(handlers),
  );
}

/** HTTP/2 without TLS. */
function listen(server: Server, address: string): Promise<number> {
  const credentials = ServerCredentials.createInsecure();
  return promisify(server.bindAsync.bind(server))(address, credentials);
}
