import type { FormEvent } from "react";
import type { Staff as StaffSession } from "./use-staff.ts";
import "./staff.css";

type Props = { staff: StaffSession; purpose: string };

/** The login; its form says what staff can do then. */
export function Staff({ staff, purpose }: Props) {
  const { isLoggedIn, message } = staff;
  return (
    <section className="staff" aria-label="Staff">
      {isLoggedIn ? (
        <p>
          You are logged in.{" "}
          <button type="button" onClick={staff.logOut}>
            Log out
          </button>
        </p>
      ) : (
        <Form staff={staff} purpose={purpose} />
      )}
      {message && <p role="alert">{message}</p>}
    </section>
  );
}

function Form({ staff, purpose }: Props) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    staff.logIn(`${fields.get("username")}`, `${fields.get("password")}`);
  }
  return (
    <form onSubmit={submit}>
      <p>Log in as staff to {purpose}.</p>
      <label>
        user name
        <input name="username" autoComplete="username" required />
      </label>
      <label>
        password
        <input
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </label>
      <button type="submit">Log in</button>
    </form>
  );
}
