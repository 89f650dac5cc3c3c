import type { Reactions } from "../../../store-client.ts";
import { useSession } from "../session/use-session.ts";
import { useReact } from "./use-react.ts";
import type { KnownReactions } from "./use-reactions.ts";

type Props = {
  id: string;
  reactions: KnownReactions;
  isHidden: boolean;
  onReacted: (reactions: Reactions) => void;
};

/** What a user can do with a review. */
export function ReactionButtons(props: Props) {
  const { id, reactions, isHidden, onReacted } = props;
  const isKnown = typeof reactions === "object";
  const isLoggedIn = useSession() !== undefined;
  const { like, hide, share } = useReact(id, onReacted);
  return (
    <>
      {isLoggedIn && !isHidden && (
        <button
          type="button"
          aria-pressed={isKnown && reactions.liked}
          disabled={!isKnown}
          onClick={() => like(!(isKnown && reactions.liked))}
        >
          Like
        </button>
      )}
      {!isHidden && (
        <button type="button" onClick={share}>
          Share
        </button>
      )}
      {isLoggedIn && (
        <button
          key="hide"
          type="button"
          disabled={!isKnown}
          onClick={() => hide(!isHidden)}
        >
          {isHidden ? "Show again" : "Hide"}
        </button>
      )}
    </>
  );
}
