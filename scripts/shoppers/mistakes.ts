import { randomUUID } from "node:crypto";
import type { CartLine } from "../../demo01/client/store-client.ts";
import type { Customer, Store } from "../lessons/store.ts";

/** A wrong request, and the status of the expected refusal. */
export type Mistake = [dueStatus: number, call: () => Promise<unknown>];

type Item = Pick<CartLine, "kind" | "number">;

/** Wrong requests; with a login, also requests with a wrong identity. */
export function mistakesOf(
  { client, guest }: Store,
  oneItem: () => Item,
  customers?: Customer[],
): Mistake[] {
  const [alice, bob] = customers ?? [];
  const shopper = alice ?? { name: `shopper-${randomUUID()}`, client };
  const empty = `shopper-${randomUUID()}`;
  return [
    [400, () => guest.books.search({ limit: 0 })],
    [404, () => guest.cds.get("999999999999")],
    [
      400,
      () =>
        shopper.client.carts.add(shopper.name, { ...oneItem(), quantity: 0 }),
    ],
    ...(alice && bob
      ? ([
          [401, () => guest.carts.get(alice.name)],
          [403, () => alice.client.carts.get(bob.name)],
          [403, () => bob.client.stock.set(oneItem().number, 1_000)],
        ] satisfies Mistake[])
      : ([[409, () => client.carts.checkout(empty)]] satisfies Mistake[])),
  ];
}
