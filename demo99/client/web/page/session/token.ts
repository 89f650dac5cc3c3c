import { useSyncExternalStore } from "react";

const key = "pie-store.token";

/** The token of the login that all tabs share; "" without a login. */
export function useToken(): string {
  return useSyncExternalStore(subscribe, readToken);
}

export function readToken(): string {
  return localStorage.getItem(key) ?? "";
}

/** Logs all tabs in, or out with "". */
export function writeToken(token: string) {
  localStorage.setItem(key, token);
  // The browser sends this event to the other tabs only.
  dispatchEvent(new StorageEvent("storage", { key }));
}

function subscribe(onChange: () => void) {
  addEventListener("storage", onChange);
  return () => removeEventListener("storage", onChange);
}
