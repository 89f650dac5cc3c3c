import { use, useMemo } from "react";
import { createStoreClient, oneUrl } from "../../../store-client.ts";
import { useToast } from "../toast.tsx";
import { gatewayUrl } from "./gateway-url.ts";
import { readToken, useToken, writeToken } from "./token.ts";

const loginExpired = "Your login has expired. Please log in again.";

/** The client of the store that sends the user's token to the gateway. */
export function useSessionStore() {
  const url = use(gatewayUrl);
  const token = useToken();
  const say = useToast();

  return useMemo(() => {
    function onTokenRefused(refused: string) {
      // A reply may arrive after the next login.
      if (readToken() !== refused) return;
      writeToken("");
      say(loginExpired, "problem");
    }
    const options = { token: () => token, onTokenRefused };
    return createStoreClient(oneUrl(url), options);
  }, [url, token, say]);
}
