const key = "pie-store.cart-id";

/** The cart of this browser: all its tabs share one. */
export function useCartId(): string {
  // Not crypto.randomUUID: browsers have that on https and localhost only.
  localStorage[key] ??= crypto.getRandomValues(new Uint32Array(4)).join("-");
  return localStorage[key];
}
