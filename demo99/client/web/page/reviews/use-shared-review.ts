import { useEffect, useRef } from "react";
import { useLocation } from "#client/pages/navigation.tsx";
import { anchorOf } from "../items.ts";

/** Moves to the review that the address names, once it is there. */
export function useSharedReview(
  reviews: { id: string }[],
  hasMore: boolean,
  more: () => void,
) {
  const wanted = useLocation().hash.slice(1);
  const shown = useRef("");
  const isHere = reviews.some(({ id }) => anchorOf(id) === wanted);
  const isElsewhere = wanted.startsWith(anchorOf("")) && !isHere && hasMore;

  useEffect(() => {
    if (!isHere || shown.current === wanted) return;
    shown.current = wanted;
    document.getElementById(wanted)?.focus();
  }, [isHere, wanted]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page
  useEffect(() => {
    if (isElsewhere && reviews.length > 0) more();
  }, [isElsewhere, reviews.length]);
}
