import { type RefObject, useEffect, useEffectEvent } from "react";

/**
 * Calls `act` when the element comes close to what the window shows; again for
 * each new `page`, after which it may still be there.
 */
export function useWhenVisible(
  element: RefObject<Element | null>,
  page: string,
  act: () => void,
) {
  const comeIn = useEffectEvent(act);
  // biome-ignore lint/correctness/useExhaustiveDependencies: observed anew for each page
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && comeIn(),
      { rootMargin: "300px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, page]);
}
