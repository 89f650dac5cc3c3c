import type { ReactNode } from "react";
import { createStoreClient, oneUrl } from "../../store-client.ts";
import { StoreContext } from "./store.ts";

const store = createStoreClient(oneUrl(location.origin));

/** Gives the page its client of the store. */
export function StoreProvider({ children }: { children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}
