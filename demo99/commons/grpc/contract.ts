import { fileURLToPath } from "node:url";
import {
  fromJSON,
  loadSync,
  type MethodDefinition,
  type PackageDefinition,
  type ServiceDefinition,
} from "@grpc/proto-loader";
import { withBigints, withoutBigints } from "#commons/grpc/int64.ts";

/**
 * A service as its .proto describes it. `Api` has a function for each method:
 * a server implements it, and a client is one.
 */
export type Contract<Api extends object> = {
  /** Such as `customer.CustomerService`. */
  service: string;
  /** The file; a bundle has its content instead (with-protos.ts). */
  proto: URL | object;
  /** Exists for the compiler only. */
  api?: Api;
};

export type Method = ReturnType<typeof toMethod>;

const options = { enums: String, defaults: true };

export function loadPackage(proto: URL | object): PackageDefinition {
  return proto instanceof URL
    ? loadSync(fileURLToPath(proto), options)
    : fromJSON(proto as Parameters<typeof fromJSON>[0], options);
}

/** The methods of a contract, with the codecs of their messages. */
export function methodsOf({ service, proto }: Contract<object>): Method[] {
  const definition = loadPackage(proto)[service] as ServiceDefinition;
  return Object.entries(definition).map(toMethod);
}

function toMethod([rpc, definition]: [
  string,
  MethodDefinition<object, object>,
]) {
  const { path, requestType, responseType } = definition;
  const { originalName: name = rpc, options } = definition;
  return {
    /** Such as `register`. */
    name,
    /** Such as `Register`. */
    rpc,
    path,
    /** Whether a second delivery does no harm, says the contract. */
    isRepeatable: options.idempotency_level !== "IDEMPOTENCY_UNKNOWN",
    request: codecOf(requestType),
    reply: codecOf(responseType),
  };
}

type Type = MethodDefinition<object, object>["requestType"];

function codecOf({ serialize, deserialize }: Type) {
  return {
    encode: (message: object) => serialize(withoutBigints(message)),
    decode: (bytes: Buffer) => withBigints(deserialize(bytes)),
  };
}
