import type { Metadata, StatusObject } from "@grpc/grpc-js";
import type { Tracer } from "zipkin";
import { answerErrors } from "#commons/grpc/incoming/answer-errors.ts";
import { authenticateService } from "#commons/grpc/incoming/authenticate.ts";
import { limitTime } from "#commons/grpc/incoming/limit-time.ts";
import { logCalls } from "#commons/grpc/incoming/log-calls.ts";
import { measureCalls } from "#commons/grpc/incoming/measure-calls.ts";
import { refuseUntil } from "#commons/grpc/incoming/refuse-until.ts";
import { traceCalls } from "#commons/grpc/incoming/trace-calls.ts";
import type { Log } from "#commons/log.ts";
import type { FindKey } from "#commons/tokens.ts";

/** A call from another service. */
export type Incoming = {
  /** Such as `Register`. */
  method: string;
  /** The service, such as `/customer.CustomerService`. */
  path: string;
  metadata: Metadata;
  /** When the client stops waiting, in milliseconds since 1970. */
  deadline: number;
  /** Aborts when the client has stopped waiting. */
  signal: AbortSignal;
  /** The user that the call is made for, once it is known. */
  user?: string | undefined;
};

/** A status, and the encoded reply if it is OK. */
export type Outcome = StatusObject & { reply?: Buffer };
export type Answer = (call: Incoming) => Promise<Outcome>;
export type Step = (call: Incoming, next: Answer) => Promise<Outcome>;

export type AnswerCall = ReturnType<typeof createAnswer>;

/** What a server gets; `port` is the one for gRPC. */
export type GrpcParts = {
  log: Log;
  host: string;
  port: number;
  readiness: { isReady: boolean };
  tracer?: Tracer;
  findKey?: FindKey;
};

/** The steps of every incoming call, outermost first. */
export function createAnswer(parts: Omit<GrpcParts, "host">) {
  const { log, tracer, port, findKey, readiness } = parts;
  const steps: Step[] = [
    // Around everything that may refuse: refusals are measured, too.
    measureCalls(),
    // Before the log, whose lines have the id of the trace.
    ...(tracer ? [traceCalls(tracer, port)] : []),
    // Above answerErrors: it needs the status.
    logCalls(log),
    // Above everything that may throw.
    answerErrors(log),
    // Around everything that may wait.
    limitTime(),
    // Above everything that uses what is being prepared.
    refuseUntil(readiness),
    // Last: the user of all calls and log lines of the work itself.
    ...(findKey ? [authenticateService(findKey)] : []),
  ];

  return function answer(call: Incoming, work: Answer): Promise<Outcome> {
    const first = steps.reduceRight<Answer>(
      (next, step) => (it) => step(it, next),
      work,
    );
    return first(call);
  };
}
