export type Role = "customer" | "admin";
export type Session = { token: string; name: string; role: Role };

/**
 * Whose token this is. It is not verified here: who makes one up is shown
 * other buttons, and the store refuses what they do.
 */
export function sessionOf(token: string): Session | undefined {
  try {
    const [, payload = ""] = token.split(".");
    const json = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const { sub, role } = JSON.parse(json);
    return { token, name: sub, role };
  } catch {
    return undefined;
  }
}

/** The login page, which leads back to this place. */
export function loginAt(back: string): string {
  return `/log-in?${new URLSearchParams({ back })}`;
}

/** Where to go after the login: a place within the shop, and nowhere else. */
export function placeAfterLogin(back: string | null, shop: string): string {
  if (!back || !URL.canParse(back, shop)) return "/";
  const { origin, pathname, search } = new URL(back, shop);
  return origin === new URL(shop).origin ? pathname + search : "/";
}
