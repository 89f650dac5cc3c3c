import { useState } from "react";
import type { PostWithComments, Reactions } from "../../../store-client.ts";
import { anchorOf } from "../items.ts";
import { useSession } from "../session/use-session.ts";
import { Byline } from "./byline.tsx";
import { CommentForm } from "./comment-form.tsx";
import { CommentList } from "./comment-list.tsx";
import { ReactionButtons } from "./reaction-buttons.tsx";
import { reactionText } from "./reaction-text.ts";
import type { KnownReactions } from "./use-reactions.ts";
import type { WrittenComment } from "./written.ts";

type Props = {
  review: PostWithComments;
  reactions: KnownReactions;
  onReacted: (reactions: Reactions) => void;
  onCommented: (comment: WrittenComment) => void;
};

/** A review with its comments; of a hidden one, only the way to show it. */
export function Review({ review, reactions, onReacted, onCommented }: Props) {
  const { id, title } = review;
  const session = useSession();
  const [isWriting, setWriting] = useState(false);
  const isHidden = typeof reactions === "object" && reactions.hidden;
  const anchor = anchorOf(id);

  return (
    <article
      className="review"
      id={anchor}
      tabIndex={-1}
      aria-labelledby={`${anchor}-title`}
    >
      <h3 id={`${anchor}-title`} className={isHidden ? "soft" : undefined}>
        {isHidden ? "You have hidden this review." : title}
      </h3>
      {!isHidden && (
        <Byline of={review}>
          {" · "}
          <span className="review__counts">{reactionText(reactions)}</span>
        </Byline>
      )}
      <div className="review__actions">
        <ReactionButtons {...{ id, reactions, onReacted, isHidden }} />
        {session && !isHidden && (
          <button
            type="button"
            aria-expanded={isWriting}
            onClick={() => setWriting(!isWriting)}
          >
            Comment
          </button>
        )}
      </div>
      {!isHidden && <CommentList review={review} />}
      {!isHidden && isWriting && (
        <CommentForm postId={id} onCommented={onCommented} />
      )}
    </article>
  );
}
