type Details = ErrorOptions & {
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/**
 * A refused request, with a sentence for the caller. `members` become members
 * of the problem details (`errors`, `shortages`), `headers` of the response.
 */
export class Refusal extends Error {
  readonly members: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    message: string,
    { members = {}, headers = {}, ...options }: Details = {},
  ) {
    super(message, options);
    this.members = members;
    this.headers = headers;
  }
}

/** The request cannot be understood or accepted as it is. */
export class Invalid extends Refusal {}

/** The body is of a media type that the service does not read. */
export class UnsupportedType extends Refusal {}

/** The resource does not exist. */
export class NotFound extends Refusal {}

/** The request is valid, but conflicts with the current state. */
export class Conflict extends Refusal {}

/** The state of something else forbids it, such as a missing customer. */
export class FailedPrecondition extends Conflict {}

/** The resource has changed since the caller read it. */
export class Outdated extends Refusal {}

/** A dependency of this service does not answer: try again in a second. */
export class Unavailable extends Refusal {
  constructor(message: string, details: Details = {}) {
    super(message, { headers: { "retry-after": "1" }, ...details });
  }
}

/** There is no valid token; `challenge` says what is needed (RFC 6750, 3). */
export class Unauthenticated extends Refusal {
  constructor(
    message: string,
    challenge = 'Bearer realm="store"',
    members = {},
  ) {
    super(message, { headers: { "WWW-Authenticate": challenge }, members });
  }
}

/** There is a token, and it is not valid (RFC 6750, 3.1). */
export class InvalidToken extends Unauthenticated {
  constructor(reason: string) {
    const challenge = 'Bearer realm="store", error="invalid_token"';
    super(`Invalid token: ${reason}. Log in again.`, challenge);
  }
}

/** The caller is known, and may not do this. */
export class Forbidden extends Refusal {}

/** The order was not paid; the member `reason` says why. */
export class PaymentRequired extends Refusal {}
