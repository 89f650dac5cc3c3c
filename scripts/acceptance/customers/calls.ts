import { Client, credentials, Metadata, status } from "@grpc/grpc-js";
import { methodsOf } from "../../../demo99/commons/grpc/contract.ts";
import {
  type Customer,
  customerContract,
} from "../../../demo99/protobuf/customer.ts";
import { runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { unique } from "../samples.ts";

const methods = methodsOf(customerContract);
const same = (bytes: Buffer) => bytes;

/** The service's token; the stage's tests make it with the gateway's key. */
export const authorizationOfService = () =>
  authorizationFor("/numbers").authorization ?? "";

export type Settings = {
  index?: number;
  authorization?: string;
  /** As in the header grpc-timeout; empty for none. */
  timeout?: string;
  metadata?: Record<string, string>;
};

export type Result = {
  code: string;
  details: string;
  reply: object | undefined;
  /** The bad fields that an INVALID_ARGUMENT names. */
  fields: string[];
};

/** The address of an instance's gRPC. */
export function addressOf(index = 1): string {
  const id = `customer-api/${index}`;
  const found = runningStage()
    .instances()
    .find((instance) => instance.id === id);
  return `localhost:${found?.grpcPort}`;
}

/** Calls a method as its contract describes it. */
export function call(rpc: string, message: object, settings: Settings = {}) {
  const method = methods.find((one) => one.rpc === rpc);
  if (!method) throw new Error(`The contract has no ${rpc}.`);
  const { path, request, reply } = method;
  return send(path, request.encode(message), settings).then((result) => ({
    ...result,
    reply: result.bytes && reply.decode(result.bytes),
  }));
}

/** Sends bytes to a path, without any of the steps of the store's services. */
export async function send(
  path: string,
  bytes: Buffer,
  {
    index = 1,
    authorization = authorizationOfService(),
    timeout = "5S",
    metadata = {},
  }: Settings = {},
) {
  const headers = new Metadata();
  const all = { ...metadata, authorization, "grpc-timeout": timeout };
  for (const [name, value] of Object.entries(all)) {
    if (value) headers.set(name, value);
  }
  const client = new Client(addressOf(index), credentials.createInsecure(), {
    // A connection of its own, which ends with it.
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_retries": 0,
  });
  try {
    return await new Promise<Omit<Result, "reply"> & { bytes?: Buffer }>(
      (resolve) => {
        client.makeUnaryRequest(
          path,
          same,
          same,
          bytes,
          headers,
          (error, reply) => {
            const { code = status.OK, details = "" } = error ?? {};
            const [errors = "[]"] = error?.metadata.get("errors-bin") ?? [];
            const fields = JSON.parse(`${errors}`).map(
              ({ field }: { field: string }) => field,
            );
            const result = { code: status[code], details, fields };
            resolve(reply ? { ...result, bytes: reply } : result);
          },
        );
      },
    );
  } finally {
    client.close();
  }
}

export function newCustomer(): Customer {
  const name = unique();
  return { reference: name, name: "Ada Crust", email: `${name}@store.example` };
}
