import { Link } from "#client/pages/navigation.tsx";
import type { Decision, Moderation, Post } from "../../../store-client.ts";
import { reviewPath } from "../items.ts";
import { formatTime } from "../time.ts";
import { decisionText } from "./moderations.ts";

type Props = {
  comment: Moderation;
  /** What the comment is about; undefined while it is not known. */
  post: Post | undefined;
  onDecide: (decision: Decision) => void;
};

/** A comment, what is decided about it, and the button to overrule that. */
export function ModerationLine({ comment, post, onDecide }: Props) {
  const { status, content, author, createdAt } = comment;
  const isApproved = status === "approved";
  return (
    <li className="line">
      <div className="line__what">
        <span className="comment__text">{content}</span>
        <span className="soft">
          {author} · <time dateTime={createdAt}>{formatTime(createdAt)}</time>
        </span>
        <ReviewLink post={post} />
        <span className={`state state--${status}`}>
          {decisionText(comment)}
        </span>
      </div>
      <button
        type="button"
        onClick={() => onDecide(isApproved ? "rejected" : "approved")}
      >
        {isApproved ? "Reject" : "Approve"}
      </button>
    </li>
  );
}

function ReviewLink({ post }: Pick<Props, "post">) {
  const path = post && reviewPath(post);
  if (!path) return null;
  return (
    <span className="soft">
      On the review <Link href={path}>{post.title}</Link>
    </span>
  );
}
