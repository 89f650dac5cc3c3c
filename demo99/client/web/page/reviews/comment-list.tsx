import type { Comment } from "../../../store-client.ts";
import { useSession } from "../session/use-session.ts";
import { Byline } from "./byline.tsx";
import { stateText } from "./state-text.ts";

/** Comments with their states, the oldest first. */
export function CommentList({ comments }: { comments: Comment[] }) {
  if (comments.length === 0) return null;
  return (
    <ul className="comments" aria-label="Comments">
      {comments.map((comment) => (
        <CommentItem key={comment.id} comment={comment} />
      ))}
    </ul>
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
