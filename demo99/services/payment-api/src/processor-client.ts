import { guard } from "#commons/calls/guard.ts";
import { FailedPrecondition, Invalid, Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { callOutside } from "#commons/outside.ts";
import type { Outcome, Processor } from "./processor.ts";

/** A charge, as the processor shows it. */
type Charge = Omit<Outcome, "status"> & { status: keyof typeof statuses };

const statuses = {
  SUCCEEDED: "PAID",
  DECLINED: "DECLINED",
  REQUIRES_ACTION: "REQUIRES_ACTION",
  CANCELLED: "CANCELLED",
  REFUNDED: "REFUNDED",
} as const;

/** The company at this URL, as a Processor; a circuit is around all calls. */
export function createProcessorClient(
  url: string,
  log: Pick<Log, "warn">,
): Processor {
  const circuit = guard(log);

  async function call(method: string, path: string, body?: object) {
    const to = `${url}/charges${path}`;
    const reply = await callOutside(method, to, body, circuit);
    if (reply.status === 404) return undefined;
    if (reply.status !== 200) throw refusalOf(reply.status);
    return toOutcome(parseReply(reply.text));
  }

  async function post(path: string, body: object = {}): Promise<Outcome> {
    const outcome = await call("POST", path, body);
    if (outcome) return outcome;
    // No charge has to exist before it is made: this is another server.
    if (path === "") throw refusalOf(404);
    throw new FailedPrecondition("The payment processor knows no such charge.");
  }

  return {
    charge: ({ orderId: key, amountMinor, currency, token }) =>
      post("", { key, amountMinor, currency, token }),
    complete: (key, approved) => post(`/${key}/complete`, { approved }),
    cancel: (key) => post(`/${key}/cancel`),
    refund: (key) => post(`/${key}/refund`),
    find: (key) => call("GET", `/${key}`),
  };
}

export function toOutcome({
  status,
  last4,
  reason,
  actionUrl,
}: Charge): Outcome {
  const known = Object.hasOwn(statuses, status);
  if (!known) throw new Unavailable("The payment processor is not understood.");
  return {
    status: statuses[status],
    ...(last4 && { last4: last4.slice(-4) }),
    ...(reason && { reason }),
    ...(actionUrl && { actionUrl }),
  };
}

function parseReply(text: string): Charge {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = "The reply of the payment processor is not JSON.";
    throw new Unavailable(message, { cause });
  }
}

/** Without the text of the reply, which may quote what was sent. */
function refusalOf(status: number): Error {
  if (status === 400) {
    const message = "is not known to the payment processor";
    return new Invalid("Not acceptable: token.", {
      members: { errors: [{ field: "token", message }] },
    });
  }
  const text = `The payment processor answered ${status}.`;
  // The shop's own key or its rate, for example: no fault of the card.
  return status === 409 ? new FailedPrecondition(text) : new Unavailable(text);
}
