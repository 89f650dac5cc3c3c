import { Link, useLocation } from "#client/pages/navigation.tsx";
import type { Decision, Moderation } from "../../../store-client.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { formatTime } from "../time.ts";
import { AdminTabs } from "./admin-tabs.tsx";
import { decisionOf, decisions, decisionText } from "./moderations.ts";
import { useModerations } from "./use-moderations.ts";

/** The comments on reviews, and what is decided about them. */
export function ReviewsPage() {
  const status = decisionOf(useLocation());
  return (
    <>
      <PageHeading title="Administration: Reviews" />
      <AdminTabs current="reviews" />
      <nav className="pages" aria-label="Decisions">
        {decisions.map((each) => (
          <Link
            key={each}
            className={each === status ? "button button--main" : "button"}
            href={`/admin/reviews?status=${each}`}
            aria-current={each === status ? "page" : undefined}
          >
            {each === "rejected" ? "Rejected comments" : "Approved comments"}
          </Link>
        ))}
      </nav>
      <CommentList key={status} status={status} />
    </>
  );
}

function CommentList({ status }: { status: Decision }) {
  const { comments, decide, ...list } = useModerations(status);
  const isLoading = !comments && !list.isFailed;
  return (
    <section aria-label={`Comments: ${status}`} aria-busy={isLoading}>
      <p role="status" className="soft">
        {isLoading && "Looking …"}
        {comments && `${comments.length || "No"} comments shown`}
      </p>
      {list.isFailed && (
        <Notice onRetry={list.retry}>
          Comments are not available right now.
        </Notice>
      )}
      <ul className="lines">
        {comments?.map((comment) => (
          <CommentLine
            key={comment.commentId}
            comment={comment}
            onDecide={(decision) => decide(comment.commentId, decision)}
          />
        ))}
      </ul>
      {list.hasMore && !list.isFailed && (
        <button type="button" onClick={list.more}>
          Earlier comments
        </button>
      )}
    </section>
  );
}

type LineProps = {
  comment: Moderation;
  onDecide: (decision: Decision) => void;
};

function CommentLine({ comment, onDecide }: LineProps) {
  const { status, content, author, createdAt } = comment;
  const isApproved = status === "approved";
  return (
    <li className="line">
      <div className="line__what">
        <span className="comment__text">{content}</span>
        <span className="soft">
          {author} · <time dateTime={createdAt}>{formatTime(createdAt)}</time>
        </span>
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
