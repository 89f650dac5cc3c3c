import { useMemo } from "react";
import { type Session, sessionOf } from "./session.ts";
import { useToken } from "./token.ts";

/** The account that is logged in; undefined for a guest. */
export function useSession(): Session | undefined {
  const token = useToken();
  return useMemo(() => sessionOf(token), [token]);
}
