import { useEffect, useState } from "react";
import type { StoreClient } from "../../store-client.ts";
import type { OnHand } from "./stock-label.tsx";
import { useStore } from "./store.ts";
import { useAgain } from "./use-again.ts";

type Known = Record<string, number | "unknown">;

/**
 * The stock of each item, read in one call for those not read yet. Without a
 * reply it is "unknown", and is read again until there is one.
 */
export function useStock(numbers: string[]): (number: string) => OnHand {
  const { stock } = useStore();
  const [known, setKnown] = useState<Known>({});
  const wanted = numbers.filter((each) => typeof known[each] !== "number");
  const key = wanted.join(",");

  useEffect(() => {
    if (!key) return;
    let isWanted = true;
    ask(stock, key.split(",")).then((answer) => {
      if (isWanted) setKnown((before) => ({ ...before, ...answer }));
    });
    return () => {
      isWanted = false;
    };
  }, [key, stock]);

  const isUnknown = wanted.some((number) => known[number] === "unknown");
  useAgain(isUnknown, async () => {
    const answer = await ask(stock, wanted);
    setKnown((before) => ({ ...before, ...answer }));
  });

  return (number) => known[number];
}

async function ask(
  stock: StoreClient["stock"],
  numbers: string[],
): Promise<Known> {
  const { items } = await stock.list(numbers).catch(() => ({ items: [] }));
  return {
    ...Object.fromEntries(numbers.map((number) => [number, "unknown"])),
    ...Object.fromEntries(items.map((line) => [line.number, line.onHand])),
  };
}
