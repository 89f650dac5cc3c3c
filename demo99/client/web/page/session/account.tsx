import { Link, navigate, useLocation } from "#client/pages/navigation.tsx";
import { NavLink } from "../nav-link.tsx";
import { useToast } from "../toast.tsx";
import { backFrom, loginAt, signUpAt } from "./session.ts";
import { writeToken } from "./token.ts";
import { useSession } from "./use-session.ts";
import { useUserName } from "./user-name.tsx";

/** The part of the header that shows the user, to log in or out. */
export function Account() {
  return useSession() ? <User /> : <Guest />;
}

function Guest() {
  const here = useLocation();
  const back = backFrom(here);
  const mark = (path: string) => (here.pathname === path ? "page" : undefined);
  return (
    <>
      <Link href={loginAt(back)} aria-current={mark("/log-in")}>
        Log in
      </Link>
      <Link href={signUpAt(back)} aria-current={mark("/sign-up")}>
        Sign up
      </Link>
    </>
  );
}

function User() {
  const { name } = useUserName();
  const say = useToast();

  function logOut() {
    writeToken("");
    navigate("/");
    // The button that had the focus is removed.
    document.querySelector<HTMLElement>("h1")?.focus();
    say("You are logged out.");
  }

  return (
    <>
      <NavLink href="/profile">
        <PersonIcon />
        <span className="account">
          <span className="visually-hidden">
            {name ? "You are logged in as " : "Your profile"}
          </span>
          {name}
        </span>
      </NavLink>
      <button type="button" onClick={logOut}>
        Log out
      </button>
    </>
  );
}

function PersonIcon() {
  return (
    <svg className="person" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="4.5" r="3.5" />
      <path d="M1 16a7 7 0 0 1 14 0z" />
    </svg>
  );
}
