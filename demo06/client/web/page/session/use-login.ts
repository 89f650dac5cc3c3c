import { useState } from "react";
import { navigate, useLocation } from "#client/pages/navigation.tsx";
import { StoreError } from "../../../store-client.ts";
import { explain, useStore } from "../store.ts";
import { placeAfterLogin } from "./session.ts";
import { writeToken } from "./token.ts";

const outage = "Logging in is not possible right now.";

/** Logs in, then returns to the place that led to the login page. */
export function useLogin() {
  const store = useStore();
  const { searchParams } = useLocation();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  async function logIn(username: string, password: string) {
    setPending(true);
    setRefusal(undefined);
    try {
      const { token } = await store.login(username, password);
      writeToken(token);
      const back = searchParams.get("back");
      navigate(placeAfterLogin(back, location.origin), { replace: true });
    } catch (error) {
      setRefusal(explainLogin(error));
      setPending(false);
    }
  }

  return { logIn, isPending, refusal };
}

function explainLogin(error: unknown): string {
  const isWrong = error instanceof StoreError && error.status === 401;
  return isWrong ? "Wrong user name or password." : explain(error, outage);
}
