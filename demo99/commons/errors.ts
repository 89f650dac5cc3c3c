type Details = ErrorOptions & {
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/**
 * What a service refuses, with a sentence for the caller. `members` go into
 * the problem details as they are: `errors`, `shortages`; `headers` go beside.
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

/** There is no such thing. */
export class NotFound extends Refusal {}

/** The request is well-formed, but the state of things does not allow it. */
export class Conflict extends Refusal {}

/** Something that this service needs does not answer. */
export class Unavailable extends Refusal {
  constructor(message: string, details: Details = {}) {
    super(message, { headers: { "retry-after": "1" }, ...details });
  }
}

/** It is not known who calls; `challenge` says what to show (RFC 6750, 3). */
export class Unauthenticated extends Refusal {
  constructor(message: string, challenge = 'Bearer realm="store"') {
    super(message, { headers: { "WWW-Authenticate": challenge } });
  }
}

/** It is known who calls, and they may not do this. */
export class Forbidden extends Refusal {}
