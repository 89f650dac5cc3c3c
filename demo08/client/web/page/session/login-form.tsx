import { type FormEvent, useEffect, useId, useRef } from "react";
import type { useLogin } from "./use-login.ts";

type Props = ReturnType<typeof useLogin>;

export function LoginForm({ logIn, isPending, refusal }: Props) {
  const id = useId();
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (refusal) password.current?.select();
  }, [refusal]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    logIn(String(typed.get("username")), String(typed.get("password")));
  }

  return (
    <form className="form" onSubmit={submit}>
      {refusal && (
        <p className="notice" role="alert">
          {refusal}
        </p>
      )}
      <div className="field">
        <label htmlFor={`${id}-name`}>User name</label>
        <input
          id={`${id}-name`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          required
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-password`}>Password</label>
        <input
          id={`${id}-password`}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          ref={password}
        />
      </div>
      <div className="form__actions">
        <button type="submit" className="button--main" disabled={isPending}>
          {isPending ? "Logging in …" : "Log in"}
        </button>
      </div>
    </form>
  );
}
