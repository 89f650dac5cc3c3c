import { useEffect, useState } from "react";
import type { StoreClient } from "../../store-client.ts";
import type { OnHand } from "./stock-label.tsx";
import { useStore } from "./store.ts";

type Known = Record<string, number | "unknown">;

/**
 * How many there are of each item, asked in one call for those not known yet.
 * Without an answer it is "unknown"; the next call asks again.
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
