export type Role = "customer" | "admin";
export type Session = { name: string; role: Role };

/**
 * The user and role that a token names. It is not verified here: a forged
 * token shows other buttons, and the store refuses their requests.
 */
export function sessionOf(token: string): Session | undefined {
  try {
    const [, payload = ""] = token.split(".");
    const json = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const { sub, role } = JSON.parse(json);
    return { name: sub, role };
  } catch {
    return undefined;
  }
}

/** The login page, which leads back to this place. */
export function loginAt(back: string): string {
  return `/log-in?${new URLSearchParams({ back })}`;
}

/** The place to open after the login; a URL outside the shop is ignored. */
export function placeAfterLogin(back: string | null, shop: string): string {
  if (!back || !URL.canParse(back, shop)) return "/";
  const { origin, pathname, search } = new URL(back, shop);
  return origin === new URL(shop).origin ? pathname + search : "/";
}
