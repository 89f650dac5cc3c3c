import { type FormEvent, useEffect, useEffectEvent, useState } from "react";
import type { OnHand } from "../stock-label.tsx";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

/**
 * The form for the stock of an item. Nothing is set if the stock is not the
 * one that the form shows: a sale in the meantime must not be overwritten.
 */
export function useStockForm(number: string, title: string, onHand: OnHand) {
  const { stock } = useStore();
  const say = useToast();
  const [seen, setSeen] = useState(onHand);
  const [draft, setDraft] = useState("");
  // What is being edited stays, and is refused later if the stock has changed.
  const follow = useEffectEvent((latest: OnHand) => {
    const isEdited = typeof seen === "number" && draft !== String(seen);
    if (!isEdited) setSeen(latest);
  });
  useEffect(() => follow(onHand), [onHand]);
  useEffect(() => {
    if (typeof seen === "number") setDraft(String(seen));
  }, [seen]);

  async function set() {
    if (typeof seen !== "number") return stock.set(number, Number(draft));
    const { value, etag } = await stock.read(number);
    if (value.onHand === seen) return stock.set(number, Number(draft), etag);
    setSeen(value.onHand);
    return undefined;
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    try {
      const line = await set();
      if (line) setSeen(line.onHand);
      if (line) say(`${title}: ${line.onHand} in stock now`);
      else
        say(`The stock of ${title} has changed. Nothing was set.`, "problem");
    } catch (error) {
      say(
        explain(error, `The stock of ${title} cannot be set right now.`),
        "problem",
      );
    }
  }

  return { draft, setDraft, save };
}
