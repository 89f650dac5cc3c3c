import { use, useMemo } from "react";
import { createStoreClient, oneUrl } from "../../../store-client.ts";
import { gatewayUrl } from "./gateway-url.ts";
import { useToken } from "./token.ts";
import { useRefusedToken } from "./use-refused-token.ts";

/** The client of the store that sends the user's token to the gateway. */
export function useSessionStore() {
  const url = use(gatewayUrl);
  const token = useToken();
  const onTokenRefused = useRefusedToken();

  return useMemo(() => {
    const options = { token: () => token, onTokenRefused };
    return createStoreClient(oneUrl(url), options);
  }, [url, token, onTokenRefused]);
}
