import { Link } from "#client/pages/navigation.tsx";
import { useUserName } from "./user-name.tsx";

/** What a login or sign-up page shows to a user that needs neither. */
export function LoggedIn() {
  const { name } = useUserName();
  return (
    <p>
      You are logged in as {name}. <Link href="/">To the shop</Link>
    </p>
  );
}
