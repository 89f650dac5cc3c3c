import { useSession } from "../session/session-context.tsx";

/** Carts belong to customers and have their names; "" for all others. */
export function useCartId(): string {
  const { session } = useSession();
  return session?.role === "customer" ? session.name : "";
}
