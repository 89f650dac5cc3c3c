import {
  type Client,
  Metadata,
  type ServiceError,
  type StatusObject,
  status,
} from "@grpc/grpc-js";
import type { Call, Reply } from "#commons/call.ts";
import { timeoutHeader } from "#commons/deadline.ts";
import { httpStatusOf } from "#commons/grpc/status.ts";

type Received = Reply & StatusObject & { reply?: Buffer };

const same = (bytes: Buffer) => bytes;

/** Sends a call's message; throws if the connection fails before the status. */
export function sendUnary(
  channel: Client,
  call: Call,
  path: string,
  bytes: Buffer,
): Promise<Received> {
  const { signal } = call;
  return new Promise((resolve, reject) => {
    const metadata = metadataOf(call);
    const sent = channel.makeUnaryRequest(
      path,
      same,
      same,
      bytes,
      metadata,
      (error, reply) => {
        if (!error) return finish(() => resolve(received(ok, reply)));
        if (isLocal(error)) return finish(() => reject(failureOf(error)));
        // The callee gives up first, the signal a little later, with a reason.
        if (error.code === status.DEADLINE_EXCEEDED) return;
        finish(() => resolve(received(error)));
      },
    );
    const abort = () => {
      sent.cancel();
      reject(signal.reason);
    };
    const finish = (settle: () => void) => {
      signal.removeEventListener("abort", abort);
      settle();
    };
    signal.addEventListener("abort", abort, { once: true });
  });
}

const ok = { code: status.OK, details: "", metadata: new Metadata() };

function received(
  { code, details, metadata }: StatusObject,
  reply?: Buffer,
): Received {
  const headers = metadata.getMap() as Record<string, string>;
  const httpStatus = httpStatusOf(code);
  const received = { code, details, metadata, headers, status: httpStatus };
  return reply ? { ...received, reply } : received;
}

/** The headers of the call; the callee has to know when the call ends. */
function metadataOf({ headers }: Call): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) {
    metadata.set(name, `${value}`);
  }
  metadata.set("grpc-timeout", `${headers[timeoutHeader]}m`);
  return metadata;
}

/** Codes that grpc-js itself uses when a connection fails. */
const local = [status.UNAVAILABLE, status.CANCELLED, status.INTERNAL];

/** Whether a status does not come from the callee, which sends metadata. */
function isLocal({ code, metadata }: ServiceError): boolean {
  return local.includes(code) && Object.keys(metadata.getMap()).length === 0;
}

const unsent = /No connection established|Stream refused|ECONNREFUSED/;

/** With a code that tells whether the callee may have got the call. */
function failureOf(error: ServiceError): Error {
  const code = unsent.test(error.details) ? "ECONNREFUSED" : "ECONNRESET";
  return Object.assign(new Error(error.details, { cause: error }), { code });
}
