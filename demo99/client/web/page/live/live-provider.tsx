import { type ReactNode, use, useEffect, useState } from "react";
import { openLive } from "../../../live.ts";
import { gatewayUrl } from "../session/gateway-url.ts";
import { useToken } from "../session/token.ts";
import { useRefusedToken } from "../session/use-refused-token.ts";
import { type Listeners, LiveContext } from "./live-context.ts";

/**
 * One connection for each tab, which all of its components share. WebSockets do
 * not count against the six connections that a browser opens to an origin.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const url = use(gatewayUrl);
  const token = useToken();
  const onRefused = useRefusedToken();
  const [listeners] = useState<Listeners>(() => new Set());

  useEffect(
    () =>
      openLive({
        url,
        token,
        onTokenRefused: () => onRefused(token),
        onMessage(message) {
          for (const listener of listeners) listener(message);
        },
      }),
    [url, token, onRefused, listeners],
  );

  return <LiveContext value={listeners}>{children}</LiveContext>;
}
