import { Link } from "#client/pages/navigation.tsx";
import { PageHeading } from "../page-heading.tsx";
import { DemoAccounts } from "./demo-accounts.tsx";
import { LoginForm } from "./login-form.tsx";
import { useLogin } from "./use-login.ts";
import { useSession } from "./use-session.ts";

export function LoginPage() {
  const session = useSession();
  const login = useLogin();
  return (
    <>
      <PageHeading title="Log in" />
      {session ? (
        <p>
          You are logged in as {session.name}. <Link href="/">To the shop</Link>
        </p>
      ) : (
        <div className="login">
          <LoginForm {...login} />
          <DemoAccounts {...login} />
        </div>
      )}
    </>
  );
}
