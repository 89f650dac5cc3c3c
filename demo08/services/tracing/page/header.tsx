import type { FormEvent } from "react";
import { Link, navigate } from "#client/pages/navigation.tsx";

/** The navigation, and a field that opens a trace by its id. */
export function Header({ pathname }: { pathname: string }) {
  const isGraph = pathname.endsWith("/dependency");
  const isSearch = !isGraph && !/\/traces?\//.test(pathname);
  return (
    <header>
      <h1>Tracing</h1>
      <nav>
        <Link href="/" aria-current={isSearch ? "page" : undefined}>
          Traces
        </Link>
        <Link href="/dependency" aria-current={isGraph ? "page" : undefined}>
          Dependencies
        </Link>
      </nav>
      <search>
        <form onSubmit={openTrace}>
          <input
            type="search"
            name="traceId"
            aria-label="id of a trace"
            placeholder="id of a trace"
            autoComplete="off"
            required
            pattern="\s*[0-9a-f]{1,32}\s*"
            title="1 to 32 of 0-9 a-f"
          />
        </form>
      </search>
    </header>
  );
}

function openTrace(event: FormEvent<HTMLFormElement>) {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  navigate(`/trace/${String(form.get("traceId")).trim()}`);
}
