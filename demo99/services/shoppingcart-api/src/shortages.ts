import { Conflict, Unavailable } from "#commons/errors.ts";
import type { CartLine } from "./cart.ts";

type Shortage = { number: string; quantity: number; onHand: number };

/** The refusal of the inventory, with the titles of what is short. */
export function refusalOf(
  { message, members }: Conflict,
  lines: CartLine[],
): Error {
  const shortages = members.shortages as Shortage[] | undefined;
  if (!shortages) return new Unavailable(message);

  const titles = new Map(lines.map(({ number, title }) => [number, title]));
  const named = shortages.map((shortage) => ({
    ...shortage,
    title: titles.get(shortage.number),
  }));
  const list = named.map(
    ({ title, quantity, onHand }) =>
      `${title} (${quantity} wanted, ${onHand} in stock)`,
  );
  return new Conflict(`Not enough in stock: ${list.join(", ")}.`, {
    members: { shortages: named },
  });
}
