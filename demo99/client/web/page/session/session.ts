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

/** The sign-up page, which leads back to this place. */
export function signUpAt(back: string): string {
  return `/sign-up?${new URLSearchParams({ back })}`;
}

/** The place to return to from this one; a login page was told its own. */
export function backFrom({ pathname, search, searchParams }: URL): string {
  const isEntrance = pathname === "/log-in" || pathname === "/sign-up";
  return isEntrance ? (searchParams.get("back") ?? "/") : pathname + search;
}

/** The place to open after the login; a URL outside the shop is ignored. */
export function placeAfterLogin(back: string, shop: string): string {
  if (!URL.canParse(back, shop)) return "/";
  const { origin, pathname, search } = new URL(back, shop);
  return origin === new URL(shop).origin ? pathname + search : "/";
}
