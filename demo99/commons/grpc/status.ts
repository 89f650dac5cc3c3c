import { Metadata, type StatusObject, status } from "@grpc/grpc-js";
import {
  Conflict,
  FailedPrecondition,
  Forbidden,
  Invalid,
  NotFound,
  Outdated,
  Refusal,
  Unauthenticated,
  Unavailable,
} from "#commons/errors.ts";
import { detailOf, statusOf } from "#commons/requests/problem.ts";

// biome-ignore lint/suspicious/noExplicitAny: any constructor of a refusal
type RefusalClass = new (message: string, ...args: any[]) => Refusal;

/** Which code a refusal becomes, first match first. */
const codes: [RefusalClass, status][] = [
  [Invalid, status.INVALID_ARGUMENT],
  [NotFound, status.NOT_FOUND],
  [FailedPrecondition, status.FAILED_PRECONDITION],
  [Conflict, status.ALREADY_EXISTS],
  [Outdated, status.ABORTED],
  [Unavailable, status.UNAVAILABLE],
  [Unauthenticated, status.UNAUTHENTICATED],
  [Forbidden, status.PERMISSION_DENIED],
];

type BadField = { field: string; message: string };

/** What a client throws as its callee did; its own token is not its caller's. */
const passedOn: RefusalClass[] = [
  Invalid,
  NotFound,
  FailedPrecondition,
  Conflict,
  Outdated,
];

/** The statuses of HTTP with the same meanings, by code (google.rpc.Code). */
const httpStatuses = [
  200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503,
  500, 401,
];

export const httpStatusOf = (code: status) => httpStatuses[code] ?? 500;

/** Bad fields, as JSON; the ending is gRPC's for values that are bytes. */
const errorsKey = "errors-bin";

/** The status that a caller gets for an error. */
export function toStatus(error: Error): StatusObject {
  const row = codes.find(([refusal]) => error instanceof refusal);
  const isOutage = statusOf(error) === 503;
  const code = row?.[1] ?? (isOutage ? status.UNAVAILABLE : status.INTERNAL);
  const details = detailOf(error, httpStatusOf(code)) ?? "Internal error.";
  const metadata = new Metadata();
  if (!(error instanceof Refusal)) return { code, details, metadata };
  for (const [name, value] of Object.entries(error.headers)) {
    metadata.set(name, value);
  }
  const { errors } = error.members as { errors?: BadField[] };
  if (!errors) return { code, details, metadata };
  const named = errors.map(({ field, ...complaint }) => {
    return { field: toContractNames(field), ...complaint };
  });
  metadata.set(errorsKey, Buffer.from(JSON.stringify(named)));
  return { code, details: toContractNames(details), metadata };
}

/** A contract says order_id where the code says orderId. */
function toContractNames(text: string): string {
  return text.replace(/\b[a-z]+[A-Z]\w*/g, (name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
}

/** The error that a client throws for a status. */
export function toError(service: string, received: StatusObject): Error {
  const { code, details, metadata } = received;
  const refusal = codes.find((row) => row[1] === code)?.[0];
  if (refusal && passedOn.includes(refusal)) {
    const [errors] = metadata.get(errorsKey);
    const members = errors && { errors: JSON.parse(`${errors}`) };
    return new refusal(details, { members });
  }
  if (httpStatusOf(code) < 500) return new Error(details);
  return new Unavailable(`${service} answered ${status[code]}.`);
}
