import type { Call, Reply, Send } from "#commons/call.ts";
import { Unavailable } from "#commons/errors.ts";

/**
 * Why a call has no reply.
 * - refused: nothing accepts connections there
 * - not sendable: the address or a header is malformed
 * - reset: the connection broke, perhaps after the callee did its work
 * - timed out: the caller has waited long enough
 * - cancelled: the client that waits for the caller has gone
 * - rejected: this process decided not to send it
 */
export type Failure =
  | "refused"
  | "not sendable"
  | "reset"
  | "timed out"
  | "cancelled"
  | "rejected";

/** A call without a reply: its caller answers 503. */
export class CallFailed extends Unavailable {
  readonly failure: Failure;

  constructor(failure: Failure, message: string, details = {}) {
    super(message, details);
    this.failure = failure;
  }
}

/** Why a call's signal aborts when its client has closed the connection. */
export const clientGone = "client gone";

/** Sends a call. Everything that is thrown instead of a reply is classified. */
export async function attempt<R extends Reply>(
  call: Call,
  send: Send<R>,
): Promise<R> {
  if (!isOrigin(call.instance)) throw failed(call, "not sendable");
  try {
    // A signal that is aborted already emits no event.
    call.signal.throwIfAborted();
    return await send(call);
  } catch (cause) {
    throw failed(call, failureOf(cause as Error, call.signal), cause);
  }
}

/**
 * Whether another attempt may follow: the callee did not get this one, or a
 * second delivery does no harm.
 */
export function mayRepeat(call: Call, error: unknown): boolean {
  if (!(error instanceof CallFailed) || call.signal.aborted) return false;
  if (!wasSent(error)) return true;
  return call.isRepeatable && ["reset", "timed out"].includes(error.failure);
}

/** Whether the callee may have got the call. */
export function wasSent(error: unknown): boolean {
  const unsent = ["refused", "not sendable", "rejected"];
  return !(error instanceof CallFailed && unsent.includes(error.failure));
}

function failed({ service }: Call, failure: Failure, cause?: unknown) {
  return new CallFailed(failure, `${service} does not answer.`, { cause });
}

/** Scheme, host and port; more than that would change where a path leads. */
export function isOrigin(url: string): boolean {
  if (!URL.canParse(url) || url.endsWith("/")) return false;
  const { href, origin } = new URL(url);
  return href === `${origin}/`;
}

const refused = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const notSendable = /^ERR_(INVALID|UNESCAPED|SOCKET_BAD)_/;

function failureOf(error: Error, { aborted, reason }: AbortSignal): Failure {
  if (aborted) return reason === clientGone ? "cancelled" : "timed out";
  const { code = "" } = error as NodeJS.ErrnoException;
  if (refused.test(code)) return "refused";
  return notSendable.test(code) ? "not sendable" : "reset";
}
