import {
  type handleUnaryCall,
  Metadata,
  type MethodDefinition,
  type ServerUnaryCall,
  status,
} from "@grpc/grpc-js";
import { Invalid } from "#commons/errors.ts";
import type { Method } from "#commons/grpc/contract.ts";
import type { AnswerCall, Incoming } from "#commons/grpc/incoming.ts";

type Bytes = ServerUnaryCall<Buffer, Buffer>;
type Run = (request: object) => Promise<object>;

const same = (bytes: Buffer) => bytes;

/** A method whose messages are decoded by `handle`, which counts failures. */
export function asBytes({ path }: Method): MethodDefinition<Buffer, Buffer> {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

/** Handles the calls of a method: the steps, then its function. */
export function handle(
  method: Method,
  answer: AnswerCall,
  run: Run,
): handleUnaryCall<Buffer, Buffer> {
  return async function handleCall(call, callback) {
    const outcome = await answer(incomingOf(method, call), async () => {
      const result = await run(decode(method, call.request));
      const reply = method.reply.encode(result);
      return { code: status.OK, details: "", metadata: new Metadata(), reply };
    });
    if (outcome.reply) callback(null, outcome.reply);
    else callback(outcome);
  };
}

function incomingOf({ rpc, path }: Method, call: Bytes): Incoming {
  const controller = new AbortController();
  call.on("cancelled", () => controller.abort());
  if (call.cancelled) controller.abort();
  return {
    method: rpc,
    path: path.slice(0, path.lastIndexOf("/")),
    metadata: call.metadata,
    deadline: Number(call.getDeadline()),
    signal: controller.signal,
  };
}

function decode({ path, request }: Method, bytes: Buffer): object {
  try {
    return request.decode(bytes);
  } catch (cause) {
    throw new Invalid(`The message is not what ${path} takes.`, { cause });
  }
}
