type Details = ErrorOptions & { members?: Record<string, unknown> };

/**
 * What a service refuses, with a sentence for the caller. `members` go into
 * the problem details as they are: `errors`, `shortages`.
 */
export class Refusal extends Error {
  readonly members: Record<string, unknown>;

  constructor(message: string, { members = {}, ...options }: Details = {}) {
    super(message, options);
    this.members = members;
  }
}

/** The request cannot be understood or accepted as it is. */
export class Invalid extends Refusal {}

/** There is no such thing. */
export class NotFound extends Refusal {}

/** The request is well-formed, but the state of things does not allow it. */
export class Conflict extends Refusal {}

/** Something that this service needs does not answer. */
export class Unavailable extends Refusal {}
