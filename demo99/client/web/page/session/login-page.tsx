import { Link, useLocation } from "#client/pages/navigation.tsx";
import { PageHeading } from "../page-heading.tsx";
import { DemoAccounts } from "./demo-accounts.tsx";
import { LoggedIn } from "./logged-in.tsx";
import { LoginForm } from "./login-form.tsx";
import { backFrom, signUpAt } from "./session.ts";
import { useLogin } from "./use-login.ts";
import { useSession } from "./use-session.ts";

export function LoginPage() {
  const session = useSession();
  const login = useLogin();
  const back = backFrom(useLocation());
  return (
    <>
      <PageHeading title="Log in" />
      {session ? (
        <LoggedIn />
      ) : (
        <div className="login">
          <div>
            <p>
              You have no account yet?{" "}
              <Link href={signUpAt(back)}>Sign up</Link>
            </p>
            <LoginForm {...login} />
          </div>
          <DemoAccounts {...login} />
        </div>
      )}
    </>
  );
}
