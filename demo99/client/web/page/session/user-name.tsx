import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
} from "react";
import { StoreError } from "../../../store-client.ts";
import { useStore } from "../store.ts";
import { useSession } from "./use-session.ts";

type Named = { id: string; name: string };
type UserName = {
  /** Undefined while it is not known. */
  name: string | undefined;
  setName: (name: string) => void;
};

/** Until then, the id stands for the name. */
const againMs = 2_000;

const UserNameContext = createContext<UserName>({
  name: undefined,
  setName: () => {},
});

/** The name of the user that is logged in; a token has the id only. */
export function useUserName(): UserName {
  return use(UserNameContext);
}

export function UserNameProvider({ children }: { children: ReactNode }) {
  const { users } = useStore();
  const id = useSession()?.name;
  const [named, setNamed] = useState<Named>();

  useEffect(() => {
    if (!id) return;
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (name: string) => isWanted && setNamed({ id, name });
    async function ask() {
      try {
        show((await users.get(id as string)).name);
      } catch (error) {
        show(id as string);
        const isRefused = error instanceof StoreError && error.status < 500;
        if (isWanted && !isRefused) timer = setTimeout(ask, againMs);
      }
    }
    ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [id, users]);

  const value = useMemo(() => {
    return {
      // The latest name may belong to the user before this one.
      name: named?.id === id ? named?.name : undefined,
      setName: (name: string) => id && setNamed({ id, name }),
    };
  }, [id, named]);
  return <UserNameContext value={value}>{children}</UserNameContext>;
}
