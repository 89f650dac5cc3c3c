import { useCallback, useEffect, useRef, useState } from "react";
import type { StockLine, StoreClient } from "../../store-client.ts";
import { useLive } from "./live/live-context.ts";
import type { OnHand } from "./stock-label.tsx";
import { useStore } from "./store.ts";
import { useAgain } from "./use-again.ts";

type Known = Record<string, number | "unknown">;

/** As many as the store returns at once. */
const groupSize = 200;

/**
 * The stock of each item, read in one call for those not read yet, and changed
 * by what the gateway tells. Without a reply it is "unknown", and is read again
 * until there is one.
 */
export function useStock(numbers: string[]): (number: string) => OnHand {
  const { stock } = useStore();
  const [known, setKnown] = useState<Known>({});
  /** When each known count was read or told. */
  const asOf = useRef<Record<string, number>>({});
  const wanted = numbers.filter((each) => typeof known[each] !== "number");
  const key = wanted.join(",");

  /** Keeps counts that are newer: replies do not arrive in order. */
  const show = useCallback((counts: Known, time: number) => {
    const latest = Object.entries(counts).filter(
      ([number]) => (asOf.current[number] ?? 0) <= time,
    );
    for (const [number] of latest) asOf.current[number] = time;
    setKnown((before) => ({ ...before, ...Object.fromEntries(latest) }));
  }, []);

  const read = useCallback(
    async (asked: string[]) => {
      const askedAt = performance.now();
      const groups = inGroups(asked).map((group) => ask(stock, group));
      for (const counts of await Promise.all(groups)) show(counts, askedAt);
    },
    [stock, show],
  );

  useEffect(() => {
    if (key) void read(key.split(","));
  }, [key, read]);

  const isUnknown = wanted.some((number) => known[number] === "unknown");
  useAgain(isUnknown, () => read(wanted));

  useLive((message) => {
    if (message.type === "resync") void read(numbers);
    if (message.type !== "stock") return;
    const told = message.items.filter(({ number }) => numbers.includes(number));
    if (told.length > 0) show(countsOf(told), performance.now());
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
    ...countsOf(items),
  };
}

function inGroups(numbers: string[]): string[][] {
  const starts = numbers.flatMap((_, i) => (i % groupSize ? [] : [i]));
  return starts.map((start) => numbers.slice(start, start + groupSize));
}

function countsOf(lines: StockLine[]): Known {
  return Object.fromEntries(lines.map((line) => [line.number, line.onHand]));
}
