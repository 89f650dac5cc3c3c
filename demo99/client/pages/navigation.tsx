import {
  type AnchorHTMLAttributes,
  type MouseEvent,
  useSyncExternalStore,
} from "react";

type NavigateOptions = {
  replace?: boolean;
  /** Is `history.state` on the new page, also after a reload. */
  state?: unknown;
};

/** Navigates within the page without reloading it. */
export function navigate(
  to: string,
  { replace = false, state = null }: NavigateOptions = {},
) {
  history[replace ? "replaceState" : "pushState"](state, "", to);
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

/** A link that stays within the page. */
export function Link({ href, ...props }: LinkProps) {
  function follow(event: MouseEvent) {
    const wantsNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (wantsNewTab || event.button !== 0) return;
    event.preventDefault();
    navigate(href);
  }
  return <a href={href} onClick={follow} {...props} />;
}
