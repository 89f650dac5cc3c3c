import { useCallback, useEffect, useState } from "react";
import type { User } from "../../../store-client.ts";
import { useStore } from "../store.ts";

const limit = 20;

/** All users, page by page. */
export function useUsers() {
  const store = useStore();
  const [users, setUsers] = useState<User[]>();
  const [next, setNext] = useState<string | null>(null);
  const [isFailed, setFailed] = useState(false);

  const load = useCallback(
    async (after: string | null) => {
      try {
        const query = { limit, ...(after && { after }) };
        const page = await store.users.list(query);
        setUsers((before = []) => [...(after ? before : []), ...page.items]);
        setNext(page.next);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    },
    [store],
  );
  useEffect(() => void load(null), [load]);

  return { users, next, isFailed, more: () => load(next) };
}
