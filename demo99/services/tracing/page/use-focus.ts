import { useEffect, useRef } from "react";

/** Moves the focus to the heading of each view that is opened. */
export function useFocusOnNewPlace(pathname: string) {
  const place = useRef<HTMLElement>(null);
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    scrollTo(0, 0);
    place.current?.focus({ preventScroll: true });
  }, [pathname]);
  return place;
}
