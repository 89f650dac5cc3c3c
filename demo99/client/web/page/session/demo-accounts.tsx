import type { useLogin } from "./use-login.ts";

type Props = ReturnType<typeof useLogin>;

const accounts = [
  { name: "alice", password: "wonderland", about: "a customer" },
  { name: "bob", password: "builder", about: "another customer" },
  {
    name: "admin",
    password: "oven-mitts",
    about: "edits catalogues and stock, and sees all users",
  },
];

/** The accounts of this demonstration, to log in with one click. */
export function DemoAccounts({ logIn, form }: Props) {
  return (
    <section className="accounts" aria-labelledby="accounts">
      <h2 id="accounts">Accounts to try</h2>
      <ul className="lines">
        {accounts.map(({ name, password, about }) => (
          <li className="line" key={name}>
            <div className="line__what">
              <strong>{name}</strong>
              <span className="soft">{about}</span>
              <span className="soft">
                Password: <code>{password}</code>
              </span>
            </div>
            <button
              type="button"
              disabled={form.isPending}
              onClick={() => logIn({ username: name, password })}
            >
              Log in as {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
