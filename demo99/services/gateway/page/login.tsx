import { type FormEvent, useState } from "react";

export type Session = { name: string; token: string };

type Props = {
  session: Session | undefined;
  onChange: (session: Session | undefined) => void;
};

/** From here on, requests carry the token that this one brings. */
export function Login({ session, onChange }: Props) {
  const [refusal, setRefusal] = useState("");

  async function logIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const answer = await askForToken(fields).catch((error: Error) => error);
    if (answer instanceof Error) return setRefusal(answer.message);
    setRefusal("");
    onChange({ name: String(fields.username), token: answer });
  }

  if (session) {
    return (
      <p className="login">
        <span>
          Requests are sent as <b>{session.name}</b>.
        </span>
        <button type="button" onClick={() => onChange(undefined)}>
          Log out
        </button>
      </p>
    );
  }
  return (
    <form className="login" onSubmit={logIn}>
      <label>
        Name
        <input name="username" autoComplete="username" required />
      </label>
      <label>
        Password
        <input
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </label>
      <button type="submit">Log in</button>
      <small role="status">
        {refusal ||
          "alice / wonderland buys, admin / oven-mitts minds the shop."}
      </small>
    </form>
  );
}

async function askForToken(fields: object): Promise<string> {
  const response = await fetch("/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
  });
  const { token, detail } = await response.json();
  if (!response.ok) throw new Error(detail);
  return token;
}
