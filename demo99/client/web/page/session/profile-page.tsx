import { useCallback, useState } from "react";
import type { User } from "../../../store-client.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { explain, useStore } from "../store.ts";
import { useLoaded } from "../use-loaded.ts";
import { PasswordForm } from "./password-form.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { useSession } from "./use-session.ts";

const outage = "Your profile cannot be shown right now.";

/** The user's own name, e-mail address and password. */
export function ProfilePage() {
  const session = useSession();
  return (
    <>
      <PageHeading title="Your profile" />
      {session && <LoadedProfile key={session.name} id={session.name} />}
    </>
  );
}

function LoadedProfile({ id }: { id: string }) {
  const { users } = useStore();
  const load = useCallback(() => users.get(id), [users, id]);
  const { value: loaded, error, retry } = useLoaded(load);
  const [saved, setSaved] = useState<User>();
  const user = saved ?? loaded;
  if (user) {
    return (
      <div className="profile">
        <ProfileForm user={user} onSaved={setSaved} />
        <PasswordForm user={user} />
      </div>
    );
  }
  if (error === undefined) return <p>Loading …</p>;
  return <Notice onRetry={retry}>{explain(error, outage)}</Notice>;
}
