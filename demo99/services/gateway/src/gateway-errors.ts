import { Refusal } from "#commons/errors.ts";

/** The body is longer than anything that makes sense here. */
export class TooLarge extends Refusal {
  readonly status = 413;
}

/** Somebody asks too often, and may come back in `seconds`. */
export class TooMany extends Refusal {
  readonly status = 429;

  constructor(message: string, seconds?: number) {
    super(message, seconds ? { headers: { "Retry-After": `${seconds}` } } : {});
  }
}
