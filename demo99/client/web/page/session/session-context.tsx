import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useMemo,
  useState,
} from "react";
import { createStoreClient, oneUrl } from "../../../store-client.ts";
import { loginIsOver, StoreContext } from "../store.ts";
import { useToast } from "../toast.tsx";
import { type Session, sessionOf } from "./session.ts";

type SessionState = {
  session: Session | undefined;
  begin: (token: string) => void;
  end: () => void;
};

const key = "pie-store.token";
const SessionContext = createContext<SessionState | undefined>(undefined);

/**
 * Who is logged in, and the store as they may use it. The token belongs to
 * this tab, and is gone with it.
 */
export function SessionProvider({ children }: { children: ReactNode }) {
  const say = useToast();
  const [token, setToken] = useState(() => sessionStorage.getItem(key) ?? "");

  const begin = useCallback((token: string) => {
    sessionStorage.setItem(key, token);
    setToken(token);
  }, []);

  const end = useCallback(() => {
    sessionStorage.removeItem(key);
    setToken("");
  }, []);

  const store = useMemo(() => {
    function onTokenRefused(refused: string) {
      // Meanwhile somebody may have logged in again.
      if (sessionStorage.getItem(key) !== refused) return;
      end();
      say(loginIsOver, "problem");
    }
    const options = { token: () => token, onTokenRefused };
    return createStoreClient(oneUrl(location.origin), options);
  }, [token, end, say]);

  const session = useMemo(() => sessionOf(token), [token]);
  return (
    <SessionContext value={{ session, begin, end }}>
      <StoreContext value={store}>{children}</StoreContext>
    </SessionContext>
  );
}

/** Undefined as `session` means that nobody is logged in. */
export function useSession(): SessionState {
  const state = use(SessionContext);
  if (!state) throw new Error("There is no SessionProvider around this.");
  return state;
}
