import { Link, useLocation } from "#client/pages/navigation.tsx";
import { EmailField } from "../form/email-field.tsx";
import { Form } from "../form/form.tsx";
import { InputField } from "../form/input-field.tsx";
import { NameField } from "../form/name-field.tsx";
import { PageHeading } from "../page-heading.tsx";
import { LoggedIn } from "./logged-in.tsx";
import { backFrom, loginAt } from "./session.ts";
import { useSession } from "./use-session.ts";
import { useSignUp } from "./use-sign-up.ts";

export function SignUpPage() {
  const session = useSession();
  return (
    <>
      <PageHeading title="Sign up" />
      {session ? <LoggedIn /> : <SignUpForm />}
    </>
  );
}

function SignUpForm() {
  const state = useSignUp();
  const { errors } = state;
  const back = backFrom(useLocation());
  return (
    <>
      <p>
        You have an account already? <Link href={loginAt(back)}>Log in</Link>
      </p>
      <Form state={state} label="Sign up" pendingLabel="Signing up …">
        <NameField errors={errors} />
        <EmailField errors={errors} autoComplete="username" />
        <InputField
          name="password"
          label="Password"
          hint="At least 8 characters"
          type="password"
          autoComplete="new-password"
          errors={errors}
        />
      </Form>
    </>
  );
}
