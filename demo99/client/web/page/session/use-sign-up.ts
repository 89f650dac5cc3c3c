import { navigate, useLocation } from "#client/pages/navigation.tsx";
import type { Profile } from "../../../store-client.ts";
import type { Typed } from "../form/typed.ts";
import { useForm } from "../form/use-form.ts";
import { useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import { backFrom, loginAt, placeAfterLogin } from "./session.ts";
import { writeToken } from "./token.ts";

const outage =
  "Signing up is not possible right now. What you typed is still here.";

/** Signs up, logs in, and returns to the place that led here. */
export function useSignUp() {
  const { users, login } = useStore();
  const say = useToast();
  const back = backFrom(useLocation());

  return useForm(async (typed) => {
    const newUser = newUserOf(typed);
    const { name, email } = await users.create(newUser);
    const reply = await login(email, newUser.password).catch(() => undefined);
    if (!reply) {
      // The account exists: signing up again would be refused.
      navigate(loginAt(back), { replace: true });
      return say("You have an account now. Please log in.");
    }
    writeToken(reply.token);
    navigate(placeAfterLogin(back, location.origin), { replace: true });
    say(`Welcome, ${name}!`);
  }, outage);
}

/** The store would accept an account without a password, and so without login. */
export function newUserOf(typed: Typed) {
  return { password: "", ...typed } as Profile & { password: string };
}
