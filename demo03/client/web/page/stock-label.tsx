/** Unknown stock is never shown as none. */
export type OnHand = number | "unknown" | undefined;

const few = 3;

/** "7 in stock", "only 2 left", "sold out" or "stock unknown". */
export function stockText(onHand: OnHand): string {
  if (onHand === undefined) return "checking stock …";
  if (onHand === "unknown") return "stock unknown";
  if (onHand === 0) return "sold out";
  return onHand <= few ? `only ${onHand} left` : `${onHand} in stock`;
}

export function StockLabel({ onHand }: { onHand: OnHand }) {
  return (
    <span className={`stock stock--${toneOf(onHand)}`}>
      {stockText(onHand)}
    </span>
  );
}

function toneOf(onHand: OnHand): "unknown" | "none" | "few" | "plenty" {
  if (typeof onHand !== "number") return "unknown";
  if (onHand === 0) return "none";
  return onHand <= few ? "few" : "plenty";
}
