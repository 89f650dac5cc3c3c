import type { Comment, PostWithComments } from "../../../store-client.ts";
import { counted } from "../counted.ts";
import { useSession } from "../session/use-session.ts";
import { Byline } from "./byline.tsx";
import { stateText } from "./state-text.ts";
import { useEarlierComments } from "./use-earlier-comments.ts";

/** The comments on a review with their states, the oldest first. */
export function CommentList({ review }: { review: PostWithComments }) {
  const { earlier, missing, readEarlier } = useEarlierComments(review);
  const { comments } = review;
  if (comments.length === 0) return null;
  return (
    <>
      {missing > 0 && (
        <button type="button" onClick={readEarlier}>
          {counted(missing, "earlier comment")}
        </button>
      )}
      <ul className="comments" aria-label="Comments">
        {[...earlier, ...comments].map((comment) => (
          <CommentItem key={comment.id} comment={comment} />
        ))}
      </ul>
    </>
  );
}

function CommentItem({ comment }: { comment: Comment }) {
  const own = useSession()?.name;
  const isOwn = comment.author === own;
  return (
    <li className="comment">
      <Byline of={comment} />
      {comment.content && <p className="comment__text">{comment.content}</p>}
      <p
        className={`state state--${comment.status}`}
        // A screen reader reads the result of the own comment.
        role={isOwn ? "status" : undefined}
      >
        {stateText(comment, own)}
      </p>
    </li>
  );
}
