import { useCallback, useEffect, useRef, useState } from "react";
import type { Cart, CartLine, Kind, Order } from "../../../store-client.ts";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import { findCartId } from "./cart-id.ts";
import { useOtherTabs } from "./use-other-tabs.ts";

type Sold = { kind: Kind; number: string; title: string };

/** The customer's cart, and everything that can be done with it. */
export function useCartState() {
  const { carts } = useStore();
  const say = useToast();
  const [cartId] = useState(findCartId);
  const [cart, setCart] = useState<Cart>();
  const [isFailed, setFailed] = useState(false);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  // One call at a time: the last answer shown is the last one given.
  const update = useCallback((call: () => Promise<Cart>) => {
    const answer = queue.current.then(call);
    queue.current = answer.catch(() => {});
    return answer.then(setCart);
  }, []);

  const reload = useCallback(
    () =>
      update(() => carts.get(cartId)).then(
        () => setFailed(false),
        () => setFailed(true),
      ),
    [carts, cartId, update],
  );
  useEffect(() => void reload(), [reload]);
  const tellOtherTabs = useOtherTabs(reload);

  async function change(call: () => Promise<Cart>, news: string) {
    try {
      await update(call);
    } catch (error) {
      say(explain(error), "problem");
      return false;
    }
    setFailed(false);
    tellOtherTabs();
    say(news);
    return true;
  }

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
    setQuantity: ({ number, title }: CartLine, quantity: number) =>
      change(
        () => carts.setQuantity(cartId, number, quantity),
        `Now in your cart: ${quantity} × ${title}`,
      ),
    remove: ({ number, title }: CartLine) =>
      change(
        () => carts.remove(cartId, number),
        `Taken out of your cart: ${title}`,
      ),
    async checkout(): Promise<Order> {
      const order = await carts.checkout(cartId);
      void reload();
      tellOtherTabs();
      say("Your order is confirmed.");
      return order;
    },
  };
}
