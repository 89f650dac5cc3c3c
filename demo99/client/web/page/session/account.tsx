import { focusHeading, Link, navigate, useLocation } from "../router.tsx";
import { useToast } from "../toast.tsx";
import { loginAt } from "./session.ts";
import { useSession } from "./session-context.tsx";

/** In the header: who is logged in, and the way in or out. */
export function Account() {
  const { session, end } = useSession();
  const say = useToast();
  const { pathname, search } = useLocation();
  const isHere = pathname === "/log-in";

  function logOut() {
    end();
    navigate("/");
    focusHeading();
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
