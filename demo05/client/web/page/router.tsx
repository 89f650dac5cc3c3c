import {
  type AnchorHTMLAttributes,
  type MouseEvent,
  useEffect,
  useRef,
  useSyncExternalStore,
} from "react";

/** Navigates within the shop without reloading the page. */
export function navigate(to: string, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** The current URL; the component renders again when it changes. */
export function useLocation(): URL {
  return new URL(useSyncExternalStore(subscribe, () => location.href));
}

function subscribe(onChange: () => void) {
  addEventListener("popstate", onChange);
  return () => removeEventListener("popstate", onChange);
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A link that stays within the shop. */
export function Link({ href, ...props }: LinkProps) {
  function follow(event: MouseEvent) {
    const wantsNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (wantsNewTab || event.button !== 0) return;
    event.preventDefault();
    navigate(href);
  }
  return <a href={href} onClick={follow} {...props} />;
}

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
