const key = "pie-store.cart-id";

/** The cart of this browser: all its tabs share one. */
export function findCartId(): string {
  const known = localStorage.getItem(key);
  if (known) return known;
  const cartId = randomId();
  localStorage.setItem(key, cartId);
  return cartId;
}

/** Not crypto.randomUUID: browsers have that on https and localhost only. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
