import type { FormEvent } from "react";
import type { Staff as StaffSession } from "./use-staff.ts";

/** The login, for replays and for what was set aside. */
export function Staff({ staff }: { staff: StaffSession }) {
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
        <Form staff={staff} />
      )}
      {message && <p role="alert">{message}</p>}
    </section>
  );
}

function Form({ staff }: { staff: StaffSession }) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    staff.logIn(`${fields.get("username")}`, `${fields.get("password")}`);
  }
  return (
    <form onSubmit={submit}>
      <p>
        Log in as staff to replay the log to a subscriber, or to deliver again
        what was set aside.
      </p>
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
