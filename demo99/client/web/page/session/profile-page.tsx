import { useCallback, useState } from "react";
import type { Tagged, User } from "../../../store-client.ts";
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
  const load = useCallback(() => users.read(id), [users, id]);
  const { value: loaded, error, retry } = useLoaded(load);
  const [latest, setLatest] = useState<Tagged<User>>();
  const read = latest ?? loaded;
  if (read) {
    return (
      <div className="profile">
        <ProfileForm read={read} onRead={setLatest} />
        <PasswordForm user={read.value} />
      </div>
    );
  }
  if (error === undefined) return <p>Loading …</p>;
  return <Notice onRetry={retry}>{explain(error, outage)}</Notice>;
}
