import { createContext, use } from "react";
import { type StoreClient, StoreError } from "../../store-client.ts";

/** The client of the store that the whole page shares. */
export const StoreContext = createContext<StoreClient | undefined>(undefined);

export function useStore(): StoreClient {
  const store = use(StoreContext);
  if (!store) throw new Error("useStore needs a StoreContext around it.");
  return store;
}

/** Whether the store has refused a request, and would refuse it again. */
export function isRefusal(error: unknown): error is StoreError {
  const status = error instanceof StoreError ? error.status : 0;
  return status >= 400 && status < 500;
}

/**
 * An error as a sentence for the customer: the store's own when it refuses a
 * request, `outage` when it gives no reply or fails.
 */
export function explain(error: unknown, outage: string): string {
  return isRefusal(error) ? error.message : outage;
}
