import { navigate, useLocation } from "#client/pages/navigation.tsx";
import { useForm } from "../form/use-form.ts";
import { useStore } from "../store.ts";
import { backFrom, placeAfterLogin } from "./session.ts";
import { writeToken } from "./token.ts";

const outage = "Logging in is not possible right now.";

type Login = { username: string; password: string };

/** Logs in, then returns to the place that led to the login page. */
export function useLogin() {
  const store = useStore();
  const back = backFrom(useLocation());

  async function logIn({ username, password }: Login) {
    const { token } = await store.login(username, password);
    writeToken(token);
    navigate(placeAfterLogin(back, location.origin), { replace: true });
  }

  const form = useForm((typed) => logIn(typed as Login), outage);
  return { form, logIn: (login: Login) => form.attempt(() => logIn(login)) };
}
