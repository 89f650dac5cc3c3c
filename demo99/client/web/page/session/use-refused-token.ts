import { useCallback } from "react";
import { useToast } from "../toast.tsx";
import { readToken, writeToken } from "./token.ts";

const loginExpired = "Your login has expired. Please log in again.";

/** Logs out when the store has refused the token. */
export function useRefusedToken() {
  const say = useToast();
  return useCallback(
    (refused: string) => {
      // A reply may arrive after the next login.
      if (readToken() !== refused) return;
      writeToken("");
      say(loginExpired, "problem");
    },
    [say],
  );
}
