import { createContext, use } from "react";
import { type StoreClient, StoreError } from "../../store-client.ts";

/** Holds the one client through which the whole page speaks to the store. */
export const StoreContext = createContext<StoreClient | undefined>(undefined);

export function useStore(): StoreClient {
  const store = use(StoreContext);
  if (!store) throw new Error("There is no StoreContext around this.");
  return store;
}

/**
 * What went wrong, for the customer: the store's own words when it refuses,
 * and `outage`, which tells what does not work, when it does not answer.
 */
export function explain(error: unknown, outage: string): string {
  const status = error instanceof StoreError ? error.status : 0;
  const isRefusal = status >= 400 && status < 500;
  return isRefusal ? (error as StoreError).message : outage;
}
