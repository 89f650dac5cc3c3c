import { useCallback, useEffect } from "react";

const channelName = "pie-store.cart";

/** Hears that another tab has changed the cart; returns how to tell them. */
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
