import { Refusal } from "#commons/errors.ts";

export type Limits = {
  instances: number;
  instancesPerApp: number;
  /** Of one registration, as JSON. */
  registrationBytes: number;
  /** Of all registrations together. */
  totalBytes: number;
  metadataKeys: number;
};

/** Each registration is bounded, and so are all of them together. */
export const usualLimits: Limits = {
  instances: 20_000,
  instancesPerApp: 10_000,
  registrationBytes: 100 * 1024,
  totalBytes: 24 * 1024 * 1024,
  metadataKeys: 500,
};

/** A registration exceeds a limit. Express reads the status. */
export class LimitReached extends Refusal {
  readonly status: 413 | 429;

  constructor(status: 413 | 429, message: string) {
    const isTemporary = status === 429;
    super(message, isTemporary ? { headers: { "retry-after": "30" } } : {});
    this.status = status;
  }
}
