import { useCallback, useEffect, useRef, useState } from "react";
import {
  type Cart,
  type CartLine,
  type Kind,
  type Order,
  StoreError,
  type UnpaidOrder,
} from "../../../store-client.ts";
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
  const { carts, orders } = useStore();
  const say = useToast();
  const cartId = useCartId();
  const [latest, setCart] = useState<Cart>();
  const [isFailed, setFailed] = useState(false);
  const inTurn = useTurns();
  const [withKey] = useState(createCheckoutKey);
  // A reply may belong to the cart before this one.
  const cart = latest?.cartId === cartId ? latest : undefined;

  // One call at a time, so that the last reply is the latest state.
  const shown = useRef<Cart>(undefined);
  const update = useCallback(
    (call: () => Promise<Cart>) =>
      inTurn(async () => {
        shown.current = await call();
        setCart(shown.current);
      }),
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
      if (isOutdated(error)) void reload();
      return false;
    }
    setFailed(false);
    tellOtherTabs();
    say(news);
    return true;
  }

  const save = ({ number, title }: CartLine, quantity: number) =>
    change(
      () => carts.setQuantity(cartId, number, quantity, shown.current?.etag),
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
    /**
     * Orders the cart as shown, and pays by the card of the token; unsaved
     * quantities are saved first.
     */
    async checkout(token: string): Promise<Order | UnpaidOrder | undefined> {
      if (!(await drafts.flush())) return undefined;
      const order = await inTurn(() =>
        withKey((key) =>
          carts.checkoutBy(cartId, token, { key, etag: shown.current?.etag }),
        ),
      );
      tellOtherTabs();
      if (order.status === "PAYMENT_REQUIRES_ACTION") {
        await reload();
        return order;
      }
      void reload();
      say("Your order is confirmed.");
      return order;
    },
    /** Goes on with a checkout; the customer confirms its charge, or not. */
    async completePayment(orderId: string, approved: boolean): Promise<Order> {
      try {
        const order = await orders.completePayment(orderId, approved);
        void reload();
        say("Your order is confirmed.");
        return order;
      } catch (error) {
        // The cart is free again, unless the answer was lost.
        await reload();
        throw error;
      } finally {
        tellOtherTabs();
      }
    },
  };
}

/** Whether another tab or device has changed the cart since it was shown. */
export function isOutdated(error: unknown): boolean {
  return error instanceof StoreError && error.status === 412;
}
