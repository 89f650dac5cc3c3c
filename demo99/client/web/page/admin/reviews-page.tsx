import { Link, useLocation } from "#client/pages/navigation.tsx";
import type { Decision } from "../../../store-client.ts";
import { counted } from "../counted.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { ModerationLine } from "./moderation-line.tsx";
import { decisionOf, decisions } from "./moderations.ts";
import { useModerations } from "./use-moderations.ts";
import { usePosts } from "./use-posts.ts";

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
  const posts = usePosts((comments ?? []).map(({ postId }) => postId));
  const isLoading = !comments && !list.isFailed;
  return (
    <section aria-label={`Comments: ${status}`} aria-busy={isLoading}>
      <p role="status" className="soft">
        {isLoading && "Looking …"}
        {comments && `${counted(comments.length, "comment")} shown`}
      </p>
      {list.isFailed && (
        <Notice onRetry={list.retry}>
          Comments are not available right now.
        </Notice>
      )}
      <ul className="lines">
        {comments?.map((comment) => (
          <ModerationLine
            key={comment.commentId}
            comment={comment}
            post={posts.get(comment.postId)}
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
