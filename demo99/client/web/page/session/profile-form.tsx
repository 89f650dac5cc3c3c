import type { Profile, User } from "../../../store-client.ts";
import { EmailField } from "../form/email-field.tsx";
import { Form } from "../form/form.tsx";
import { NameField } from "../form/name-field.tsx";
import { useForm } from "../form/use-form.ts";
import { useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import { useUserName } from "./user-name.tsx";

type Props = { user: User; onSaved: (user: User) => void };

const outage =
  "Saving is not possible right now. What you typed is still here.";

export function ProfileForm({ user, onSaved }: Props) {
  const { users } = useStore();
  const { setName } = useUserName();
  const say = useToast();
  const state = useForm(async (typed) => {
    const saved = await users.replace(user.id, typed as Profile);
    setName(saved.name);
    onSaved(saved);
    say("Your profile is saved.");
  }, outage);
  const { errors } = state;
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">Name and e-mail</h2>
      <Form state={state} label="Save" pendingLabel="Saving …">
        <NameField errors={errors} defaultValue={user.name} />
        <EmailField
          errors={errors}
          defaultValue={user.email}
          autoComplete="email"
        />
      </Form>
    </section>
  );
}
