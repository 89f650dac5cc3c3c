import type { Tagged, User } from "../../../store-client.ts";
import { EmailField } from "../form/email-field.tsx";
import { Form } from "../form/form.tsx";
import { NameField } from "../form/name-field.tsx";
import { useProfileForm } from "./use-profile-form.ts";

type Props = { read: Tagged<User>; onRead: (read: Tagged<User>) => void };

export function ProfileForm({ read, onRead }: Props) {
  const state = useProfileForm(read, onRead);
  const { errors } = state;
  const { name, email } = read.value;
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">Name and e-mail</h2>
      <Form state={state} label="Save" pendingLabel="Saving …">
        <NameField errors={errors} defaultValue={name} />
        <EmailField errors={errors} defaultValue={email} autoComplete="email" />
      </Form>
    </section>
  );
}
