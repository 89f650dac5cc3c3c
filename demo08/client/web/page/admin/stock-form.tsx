import type { OnHand } from "../stock-label.tsx";
import { useStockForm } from "./use-stock-form.ts";

type Props = { number: string; title: string; onHand: OnHand };

/** Sets the stock of an item; empty while it is unknown. */
export function StockForm({ number, title, onHand }: Props) {
  const { draft, setDraft, save } = useStockForm(number, title, onHand);
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
