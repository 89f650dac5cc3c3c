import type { ReactNode } from "react";
import { useSessionStore } from "./session/use-session-store.ts";
import { StoreContext } from "./store.ts";

/** Gives the page its client of the store. */
export function StoreProvider({ children }: { children: ReactNode }) {
  const store = useSessionStore();
  return <StoreContext value={store}>{children}</StoreContext>;
}
