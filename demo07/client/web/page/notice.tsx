import type { ReactNode } from "react";

type Props = { children: ReactNode; onRetry?: () => void };

/** States that something is unavailable, with a button to try again. */
export function Notice({ children, onRetry }: Props) {
  return (
    <div className="notice">
      <p role="alert">{children}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
