import { Link, useLocation } from "#client/pages/navigation.tsx";
import { counted } from "../counted.ts";
import { Notice } from "../notice.tsx";
import { backFrom, loginAt } from "../session/session.ts";
import { useSession } from "../session/use-session.ts";
import { Review } from "./review.tsx";
import { ReviewForm } from "./review-form.tsx";
import { useReactions } from "./use-reactions.ts";
import { useReviews } from "./use-reviews.ts";
import { useSharedReview } from "./use-shared-review.ts";

type Props = { number: string };

/** The reviews of an item, their comments, and the forms to write some. */
export function Reviews({ number }: Props) {
  // What one user has written here is not for the next one.
  return <ReviewsFor key={useSession()?.name} number={number} />;
}

function ReviewsFor({ number }: Props) {
  const { reviews, isRead, isFailed, ...list } = useReviews(number);
  const reactions = useReactions(reviews.map(({ id }) => id));
  const shown = reviews.filter(({ id }) => reactions.reactionsTo(id));
  const isLoading = !isFailed && !(isRead && shown.length === reviews.length);
  const count = `${counted(shown.length, "review")} shown`;
  const found = shown.length > 0 ? count : "No reviews yet";
  useSharedReview(shown, list.hasMore, list.more);

  return (
    <section
      className="reviews"
      aria-labelledby="reviews"
      aria-busy={isLoading}
    >
      <div className="shelf__head">
        <h2 id="reviews">Reviews</h2>
        <p role="status">
          {isLoading && "Looking …"}
          {!isLoading && !isFailed && found}
        </p>
      </div>
      <Writing number={number} onWritten={list.addReview} />
      {isFailed && (
        <Notice onRetry={list.retry}>
          Reviews are not available right now. The page asks again in a few
          seconds.
        </Notice>
      )}
      {shown.map((review) => (
        <Review
          key={review.id}
          review={review}
          reactions={reactions.reactionsTo(review.id)}
          onReacted={reactions.setReactions}
          onCommented={list.addComment}
        />
      ))}
      {list.hasMore && (
        <button type="button" onClick={list.more}>
          Earlier reviews
        </button>
      )}
    </section>
  );
}

type WritingProps = Parameters<typeof ReviewForm>[0];

function Writing(props: WritingProps) {
  const here = useLocation();
  if (useSession()) return <ReviewForm {...props} />;
  return (
    <p>
      <Link href={loginAt(backFrom(here))}>Log in</Link> to write a review or a
      comment.
    </p>
  );
}
