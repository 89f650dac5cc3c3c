import {
  type AnchorHTMLAttributes,
  type MouseEvent,
  useEffect,
  useRef,
  useSyncExternalStore,
} from "react";

/** Goes to another place in the page without loading it again. */
export function navigate(to: string) {
  history.pushState(null, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** Where the page is; the component renders again when that changes. */
export function useLocation(): URL {
  return new URL(useSyncExternalStore(subscribe, () => location.href));
}

function subscribe(onChange: () => void) {
  addEventListener("popstate", onChange);
  return () => removeEventListener("popstate", onChange);
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A link that stays within the page. */
export function Link({ href, ...props }: LinkProps) {
  function follow(event: MouseEvent) {
    const wantsNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (wantsNewTab || event.button !== 0) return;
    event.preventDefault();
    navigate(href);
    scrollTo(0, 0);
  }
  return <a href={href} onClick={follow} {...props} />;
}

/** Takes keyboard and screen reader to the place that was just opened. */
export function useFocusOnNewPlace(pathname: string) {
  const place = useRef<HTMLElement>(null);
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    place.current?.focus({ preventScroll: true });
  }, [pathname]);
  return place;
}
