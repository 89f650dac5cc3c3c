import type { Payment, Status } from "./payment.ts";

/** What the processor has done with the charge of an order. */
export type Outcome = {
  status: Exclude<Status, "PENDING">;
  last4?: string;
  reason?: string;
  actionUrl?: string;
};

/**
 * The company that charges cards. Each call can be repeated: the order id is
 * the key. Throws Unavailable without a reply, and Invalid if it refuses the
 * charge for good.
 */
export type Processor = {
  charge(payment: Payment): Promise<Outcome>;
  complete(orderId: string, approved: boolean): Promise<Outcome>;
  /** Afterwards there is no charge, and there can be none. */
  cancel(orderId: string): Promise<unknown>;
  refund(orderId: string): Promise<unknown>;
  find(orderId: string): Promise<Outcome | undefined>;
};
