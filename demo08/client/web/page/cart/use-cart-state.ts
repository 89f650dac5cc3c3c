import { useCallback, useEffect, useState } from "react";
import type { Cart, CartLine, Kind, Order } from "../../../store-client.ts";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import { useCartId } from "./cart-id.ts";
import { createCheckoutKey } from "./checkout-key.ts";
import { useOtherTabs } from "./use-other-tabs.ts";
import { useQuantityDrafts } from "./use-quantity-drafts.ts";
import { useTurns } from "./use-turns.ts";

type Sold = { kind: Kind; number: string; title: string };

const unchanged =
  "Your cart cannot be changed right now. Nothing in it is lost.";

/** The customer's cart, and the operations on it. */
export function useCartState() {
  const { carts } = useStore();
  const say = useToast();
  const cartId = useCartId();
  const [latest, setCart] = useState<Cart>();
  const [isFailed, setFailed] = useState(false);
  const inTurn = useTurns();
  const [withKey] = useState(createCheckoutKey);
  // A reply may belong to the cart before this one.
  const cart = latest?.cartId === cartId ? latest : undefined;

  // One call at a time, so that the last reply is the latest state.
  const update = useCallback(
    (call: () => Promise<Cart>) => inTurn(call).then(setCart),
    [inTurn],
  );

  const reload = useCallback(async () => {
    if (!cartId) return;
    await update(() => carts.get(cartId)).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  }, [carts, cartId, update]);
  useEffect(() => void reload(), [reload]);
  const tellOtherTabs = useOtherTabs(reload);

  async function change(call: () => Promise<Cart>, news: string) {
    try {
      await update(call);
    } catch (error) {
      say(explain(error, unchanged), "problem");
      return false;
    }
    setFailed(false);
    tellOtherTabs();
    say(news);
    return true;
  }

  const save = ({ number, title }: CartLine, quantity: number) =>
    change(
      () => carts.setQuantity(cartId, number, quantity),
      `Now in your cart: ${quantity} × ${title}`,
    );
  const drafts = useQuantityDrafts(save);

  return {
    cart,
    isFailed,
    count: cart?.lines.reduce((sum, line) => sum + line.quantity, 0),
    reload,
    add: ({ kind, number, title }: Sold, quantity: number) =>
      change(
        () => carts.add(cartId, { kind, number, quantity }),
        `Added to your cart: ${quantity} × ${title}`,
      ),
    /** The quantity of a line as shown, saved or not yet. */
    quantityOf: drafts.quantityOf,
    editQuantity: drafts.edit,
    setQuantity(line: CartLine, quantity: number) {
      drafts.drop(line);
      return save(line, quantity);
    },
    remove(line: CartLine) {
      drafts.drop(line);
      return change(
        () => carts.remove(cartId, line.number),
        `Removed from your cart: ${line.title}`,
      );
    },
    /** Orders the cart as shown; unsaved quantities are saved first. */
    async checkout(): Promise<Order | undefined> {
      if (!(await drafts.flush())) return undefined;
      const order = await inTurn(() =>
        withKey((key) => carts.checkout(cartId, key)),
      );
      void reload();
      tellOtherTabs();
      say("Your order is confirmed.");
      return order;
    },
  };
}
