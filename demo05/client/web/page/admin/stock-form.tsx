import { type FormEvent, useEffect, useState } from "react";
import type { OnHand } from "../stock-label.tsx";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

type Props = { number: string; title: string; onHand: OnHand };

/** Sets the stock of an item; empty while it is unknown. */
export function StockForm({ number, title, onHand }: Props) {
  const { stock } = useStore();
  const say = useToast();
  const [draft, setDraft] = useState("");
  useEffect(() => {
    if (typeof onHand === "number") setDraft(String(onHand));
  }, [onHand]);

  async function save(event: FormEvent) {
    event.preventDefault();
    try {
      const line = await stock.set(number, Number(draft));
      say(`${title}: ${line.onHand} in stock now`);
    } catch (error) {
      say(
        explain(error, `The stock of ${title} cannot be set right now.`),
        "problem",
      );
    }
  }

  return (
    <form className="stock-form" onSubmit={save}>
      <label>
        <span>
          Stock<span className="visually-hidden"> of {title}</span>
        </span>
        <input
          type="number"
          min={0}
          required
          placeholder={onHand === "unknown" ? "unknown" : undefined}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
      </label>
      <button type="submit" aria-label={`Set the stock of ${title}`}>
        Set
      </button>
    </form>
  );
}
