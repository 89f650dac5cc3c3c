import type { ReactNode } from "react";

type Props = { children: ReactNode; onRetry?: () => void };

/** Says plainly that something is not there, and offers to try again. */
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
