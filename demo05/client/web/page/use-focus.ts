import { useEffect, useRef } from "react";

/** Moves the focus to the heading of each page that is opened. */
export function useFocusOnNewPage(pathname: string) {
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [pathname]);
}
