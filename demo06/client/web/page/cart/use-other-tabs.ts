import { useCallback, useEffect } from "react";

const channelName = "pie-store.cart";

/**
 * Calls `onChange` when another tab has changed the cart; returns a function
 * that reports a change to the other tabs.
 */
export function useOtherTabs(onChange: () => void): () => void {
  useEffect(() => {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = onChange;
    return () => channel.close();
  }, [onChange]);

  return useCallback(() => {
    const channel = new BroadcastChannel(channelName);
    channel.postMessage("changed");
    channel.close();
  }, []);
}
