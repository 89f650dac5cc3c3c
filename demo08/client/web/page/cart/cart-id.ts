import { useSession } from "../session/use-session.ts";

/** The id of a customer's cart is the user name; "" for all others. */
export function useCartId(): string {
  const session = useSession();
  return session?.role === "customer" ? session.name : "";
}
