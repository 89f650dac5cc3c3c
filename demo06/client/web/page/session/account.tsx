import { Link, navigate, useLocation } from "#client/pages/navigation.tsx";
import { useToast } from "../toast.tsx";
import { loginAt } from "./session.ts";
import { writeToken } from "./token.ts";
import { useSession } from "./use-session.ts";

/** The part of the header that shows the user, to log in or out. */
export function Account() {
  const session = useSession();
  const say = useToast();
  const { pathname, search } = useLocation();
  const isHere = pathname === "/log-in";

  function logOut() {
    writeToken("");
    navigate("/");
    // The button that had the focus is removed.
    document.querySelector<HTMLElement>("h1")?.focus();
    say("You are logged out.");
  }

  if (!session) {
    return (
      <Link
        href={isHere ? pathname + search : loginAt(pathname + search)}
        aria-current={isHere ? "page" : undefined}
      >
        Log in
      </Link>
    );
  }
  return (
    <>
      <span className="account">
        <span className="visually-hidden">You are logged in as </span>
        {session.name}
      </span>
      <button type="button" onClick={logOut}>
        Log out
      </button>
    </>
  );
}
