import { useEffect, useRef } from "react";
import type { PriceChange, Shortage } from "../../../store-client.ts";
import { formatMoney } from "../money.ts";
import { useCart } from "./cart-context.tsx";
import type { Refusal } from "./refusal.ts";

type Props = Refusal & { onSettled: () => void; onRetry: () => void };

/** The reason of a refused checkout, with a remedy for each short title. */
export function ShortageNotice(props: Props) {
  const { text, shortages, priceChanges, isOutage, onSettled, onRetry } = props;
  const { cart, setQuantity, remove } = useCart();
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);

  async function settle() {
    for (const { number, onHand } of shortages) {
      const line = cart?.lines.find((each) => each.number === number);
      if (line) await (onHand > 0 ? setQuantity(line, onHand) : remove(line));
    }
    onSettled();
  }

  return (
    <div className="notice" role="alert" tabIndex={-1} ref={notice}>
      <p>{text}</p>
      {isOutage && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
      {priceChanges.length > 0 && (
        <ul>
          {priceChanges.map((change) => (
            <li key={change.number}>{priceChangeText(change)}</li>
          ))}
        </ul>
      )}
      {shortages.length > 0 && (
        <>
          <ul>
            {shortages.map((shortage) => (
              <li key={shortage.number}>{shortageText(shortage)}</li>
            ))}
          </ul>
          <button type="button" onClick={settle}>
            Take what is left
          </button>
        </>
      )}
    </div>
  );
}

/** “Dune”: €5.00 before, €6.00 now. */
function priceChangeText(change: PriceChange): string {
  const { title, shownCents, priceCents } = change;
  const [before, now] = [shownCents, priceCents].map(formatMoney);
  return `“${title}”: ${before} before, ${now} now.`;
}

/** “Dune”: you want 5, but only 2 are left. */
export function shortageText(shortage: Shortage): string {
  const { title, number, quantity, onHand } = shortage;
  const name = title ? `“${title}”` : `Item ${number}`;
  if (onHand === 0) return `${name}: sold out.`;
  const left = onHand === 1 ? "1 is left" : `${onHand} are left`;
  return `${name}: you want ${quantity}, but only ${left}.`;
}
