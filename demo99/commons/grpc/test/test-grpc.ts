import {
  Client,
  credentials,
  Metadata,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import jwt from "jsonwebtoken";
import type { Caller } from "#commons/call.ts";
import { createGrpcClient } from "#commons/grpc/client.ts";
import type { Contract } from "#commons/grpc/contract.ts";
import { grpcServer } from "#commons/grpc/server.ts";
import { createLog } from "#commons/log.ts";
import {
  serviceToken,
  testFindKey,
  testSecret,
  tokenOf,
} from "#commons/test/test-auth.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { audience, serviceIssuer } from "#commons/tokens.ts";
import { createTracing } from "#commons/tracing.ts";

type Settings = { lines?: string[]; isReady?: boolean };

const servers: { stop(): Promise<void> }[] = [];
const report = async () => {};
const { tracer } = createTracing({ service: "test", report });

/** Serves a contract on a free port; returns its URL. */
export async function serveTestGrpc<Api extends object>(
  contract: Contract<Api>,
  api: Api,
  { lines = [], isReady = true }: Settings = {},
): Promise<string> {
  const write = (line: string) => void lines.push(JSON.parse(line).msg);
  const server = await grpcServer(
    contract,
    api,
  )({
    log: createLog("test", "info", [{ write }]),
    tracer,
    findKey: testFindKey,
    host: "127.0.0.1",
    port: 0,
    readiness: { isReady },
  });
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

export async function stopGrpc() {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

/** The steps of calls, with the token of a service that calls for bob. */
const asService: Caller = (call, send) => {
  const token = jwt.sign({ role: "service", user: "bob" }, testSecret, {
    issuer: serviceIssuer,
    audience,
    subject: "book-api",
  });
  const headers = { ...call.headers, authorization: `Bearer ${token}` };
  return testCaller()({ ...call, headers }, send);
};

export function testClient<Api extends object>(
  contract: Contract<Api>,
  url: string,
  call = asService,
  // A busy machine may need more than a service waits.
  options = { timeoutMs: 10_000 },
) {
  return createGrpcClient(call, url, contract, options);
}

const tokens = {
  none: "",
  malformed: "Bearer x",
  expired: `Bearer ${tokenOf("alice", "service", { expiresIn: -1 })}`,
  customer: `Bearer ${tokenOf("alice", "customer")}`,
  service: `Bearer ${serviceToken("book-api")}`,
};

/** Sends bytes without any of the steps. */
export async function sendRaw(
  url: string,
  {
    path = "/payment.PaymentService/Get",
    bytes = Buffer.alloc(0),
    as = "service" as keyof typeof tokens,
    timeout = "2S",
  } = {},
) {
  const metadata = new Metadata();
  if (tokens[as]) metadata.set("authorization", tokens[as]);
  if (timeout) metadata.set("grpc-timeout", timeout);
  const same = (it: Buffer) => it;
  const client = new Client(
    new URL(url).host,
    credentials.createInsecure(),
    {},
  );
  const error = await new Promise<ServiceError | null>((resolve) => {
    client.makeUnaryRequest(path, same, same, bytes, metadata, resolve);
  });
  client.close();
  const { code = status.OK, details = "" } = error ?? {};
  return { code: status[code], details };
}
