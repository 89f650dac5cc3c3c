import type { User } from "../../../store-client.ts";
import { Form } from "../form/form.tsx";
import { InputField } from "../form/input-field.tsx";
import { useForm } from "../form/use-form.ts";
import { useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

const outage = "Your password cannot be changed right now.";

type Passwords = { currentPassword: string; newPassword: string };

export function PasswordForm({ user: { id, email } }: { user: User }) {
  const { users } = useStore();
  const say = useToast();
  const state = useForm(async (typed, form) => {
    await users.changePassword(id, typed as Passwords);
    form.reset();
    say("Your password is changed.");
  }, outage);
  const { errors } = state;
  return (
    <section aria-labelledby="password">
      <h2 id="password">Password</h2>
      <Form state={state} label="Change the password" pendingLabel="Changing …">
        {/* Tells a password manager whose password this is. */}
        <input hidden readOnly autoComplete="username" value={email} />
        <InputField
          name="currentPassword"
          label="Current password"
          type="password"
          autoComplete="current-password"
          errors={errors}
        />
        <InputField
          name="newPassword"
          label="New password"
          hint="At least 8 characters"
          type="password"
          autoComplete="new-password"
          errors={errors}
        />
      </Form>
    </section>
  );
}
