import { useCallback, useEffect, useState } from "react";
import type { Kind } from "../../../store-client.ts";
import { catalogOf, type Item } from "../items.ts";
import { isRefusal, useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";

/** An item; asks again until the catalogue has answered. */
export function useItem(kind: Kind, number: string) {
  const store = useStore();
  const [item, setItem] = useState<Item>();
  const [error, setError] = useState<unknown>();

  const load = useCallback(
    () =>
      catalogOf(store, kind)
        .get(number)
        .then((read) => {
          setItem(read);
          setError(undefined);
        }, setError),
    [store, kind, number],
  );
  useEffect(() => void load(), [load]);

  const isRefused = isRefusal(error);
  useAgain(error !== undefined && !isRefused, load);

  return { item, error, isRefused, retry: load };
}
