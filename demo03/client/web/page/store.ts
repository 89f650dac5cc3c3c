import { createContext, use } from "react";
import { type StoreClient, StoreError } from "../../store-client.ts";

/** Holds the one client through which the whole page speaks to the store. */
export const StoreContext = createContext<StoreClient | undefined>(undefined);

export function useStore(): StoreClient {
  const store = use(StoreContext);
  if (!store) throw new Error("There is no StoreContext around this.");
  return store;
}

/** What went wrong, as a sentence for the customer. */
export function explain(error: unknown): string {
  if (error instanceof StoreError && error.status >= 400) {
    if (error.status < 500) return error.message;
  }
  return "The store does not answer right now. Please try again.";
}
