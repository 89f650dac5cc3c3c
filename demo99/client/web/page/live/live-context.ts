import { createContext, use, useEffect, useEffectEvent } from "react";
import type { LiveMessage } from "../../../live.ts";

type Listener = (message: LiveMessage) => void;

/** The components that want to hear of changes. */
export type Listeners = Set<Listener>;

export const LiveContext = createContext<Listeners>(new Set());

/** Calls `onMessage` for each message of the gateway. */
export function useLive(onMessage: Listener) {
  const listeners = use(LiveContext);
  const hear = useEffectEvent(onMessage);
  useEffect(() => {
    const listener: Listener = (message) => hear(message);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listeners]);
}
