import { useCallback, useEffect, useState } from "react";
import type { Message } from "../../../store-client.ts";
import { useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";

/** Where each new user is announced. */
export const channel = "#user";
export const pageSize = 20;

/** A page of messages; asks again and again, since new ones arrive. */
export function useMessages(offset: number) {
  const store = useStore();
  const [found, setFound] = useState<Message[]>();
  const [isFailed, setFailed] = useState(false);

  const load = useCallback(async () => {
    try {
      // One more tells whether there is another page.
      const query = { channel, limit: pageSize + 1, offset };
      setFound((await store.messages.list(query)).items);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [store, offset]);
  useEffect(() => void load(), [load]);
  useAgain(true, load);

  return {
    messages: found?.slice(0, pageSize),
    hasEarlier: (found?.length ?? 0) > pageSize,
    isFailed,
    retry: load,
  };
}

/** The number of newer messages that the page at this URL leaves out. */
export function offsetOf({ searchParams }: URL): number {
  const offset = searchParams.get("offset") ?? "";
  return /^\d{1,6}$/.test(offset) ? Number(offset) : 0;
}
