import { useEffect } from "react";
import { Form } from "../form/form.tsx";
import { InputField } from "../form/input-field.tsx";
import type { useLogin } from "./use-login.ts";

type Props = Pick<ReturnType<typeof useLogin>, "form">;

export function LoginForm({ form }: Props) {
  const { errors, failure, element } = form;
  useEffect(() => {
    if (!failure) return;
    const password = element.current?.elements.namedItem("password");
    (password as HTMLInputElement | null)?.select();
  }, [failure, element]);

  return (
    <Form state={form} label="Log in" pendingLabel="Logging in …">
      <InputField
        name="username"
        label="E-mail or user name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        errors={errors}
      />
      <InputField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        errors={errors}
      />
    </Form>
  );
}
