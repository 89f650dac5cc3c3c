import { createContext, use } from "react";
import { type StoreClient, StoreError } from "../../store-client.ts";

/** Holds the one client through which the whole page speaks to the store. */
export const StoreContext = createContext<StoreClient | undefined>(undefined);

export function useStore(): StoreClient {
  const store = use(StoreContext);
  if (!store) throw new Error("There is no StoreContext around this.");
  return store;
}

export const loginIsOver = "Your login is over. Please log in again.";

/**
 * What went wrong, for the customer: the store's own words when it refuses,
 * and `outage`, which tells what does not work, when it does not answer. Then
 * there is something to quote, too: the beginning of the trace's id.
 */
export function explain(error: unknown, outage: string): string {
  const status = error instanceof StoreError ? error.status : 0;
  if (status === 401) return loginIsOver;
  const isRefusal = status >= 400 && status < 500;
  return isRefusal ? (error as StoreError).message : outage + traceOf(error);
}

function traceOf(error: unknown): string {
  const { traceId } = error instanceof StoreError ? error.problem : {};
  return traceId ? ` (#${traceId.slice(0, 8)})` : "";
}
