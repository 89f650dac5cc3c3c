import { flushSync } from "react-dom";
import {
  type Profile,
  StoreError,
  type Tagged,
  type User,
} from "../../../store-client.ts";
import { useForm } from "../form/use-form.ts";
import { useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import { useUserName } from "./user-name.tsx";

const outage =
  "Saving is not possible right now. What you typed is still here.";
const changedElsewhere =
  "Your profile was changed elsewhere, so nothing was saved. This is the current one.";

/**
 * Saves a profile, unless it has changed since it was read: then shows the
 * current one. `onRead` gets each state of the profile that the store returns.
 */
export function useProfileForm(
  { value: { id }, etag }: Tagged<User>,
  onRead: (read: Tagged<User>) => void,
) {
  const { users } = useStore();
  const { setName } = useUserName();
  const say = useToast();

  function show(read: Tagged<User>) {
    onRead(read);
    setName(read.value.name);
  }

  return useForm(async (typed, form) => {
    try {
      show(await users.replace(id, typed as Profile, etag));
      say("Your profile is saved.");
    } catch (error) {
      if (!(error instanceof StoreError) || error.status !== 412) throw error;
      const current = await users.read(id);
      // The fields get their new defaults before the form returns to them.
      flushSync(() => show(current));
      form.reset();
      throw new StoreError({ ...error.problem, detail: changedElsewhere });
    }
  }, outage);
}
