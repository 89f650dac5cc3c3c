import type { ReactNode } from "react";
import { useSession } from "../session/use-session.ts";
import { formatTime } from "../time.ts";
import { authorText } from "./author-text.ts";

type Props = {
  of: { author: string; createdAt: string };
  children?: ReactNode;
};

/** The author of a text, and when it was written. */
export function Byline({ of: { author, createdAt }, children }: Props) {
  const own = useSession()?.name;
  return (
    <p className="soft">
      {authorText(author, own)} ·{" "}
      <time dateTime={createdAt}>{formatTime(createdAt)}</time>
      {children}
    </p>
  );
}
