import { Conflict, Outdated } from "#commons/errors.ts";
import { type CartLine, type Item, tagOf } from "./cart.ts";

/** Throws Outdated if `tags` has no tag of these lines; see `If-Match`. */
export function requireShown(lines: CartLine[], tags: string[] | undefined) {
  if (!tags || tags.includes("*") || tags.includes(tagOf(lines))) return;
  throw new Outdated("The cart has changed since it was shown.");
}

/** Throws Conflict, as a shortage of all copies, if an item is not sold. */
export function requireSold(lines: CartLine[], items: Map<string, Item>) {
  const missing = lines.filter(({ number }) => !items.has(number));
  if (missing.length === 0) return;
  const titles = missing.map(({ title }) => title).join(", ");
  const shortages = missing.map(({ number, title, quantity }) => {
    return { number, title, quantity, onHand: 0 };
  });
  throw new Conflict(`No longer sold: ${titles}.`, { members: { shortages } });
}

/** Throws Conflict if a price is not the one that the cart showed. */
export function requireShownPrices(shown: CartLine[], current: CartLine[]) {
  const priceChanges = current.flatMap(({ number, title, priceCents }, i) => {
    const shownCents = shown[i]?.priceCents ?? priceCents;
    if (shownCents === priceCents) return [];
    return [{ number, title, shownCents, priceCents }];
  });
  if (priceChanges.length === 0) return;
  const changes = priceChanges.map(
    ({ title, shownCents, priceCents }) =>
      `${title} (${shownCents} cents before, ${priceCents} cents now)`,
  );
  throw new Conflict(`The price has changed: ${changes.join(", ")}.`, {
    members: { priceChanges },
  });
}
