import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useLocation } from "#client/pages/navigation.tsx";
import { DependencyPage } from "./dependency/dependency-page.tsx";
import { Header } from "./header.tsx";
import { SearchPage } from "./search/search-page.tsx";
import { TracePage } from "./trace/trace-page.tsx";
import { useFocusOnNewPlace } from "./use-focus.ts";
import "#client/pages/base.css";
import "#client/pages/table.css";
import "./style.css";

function TracingPage() {
  const { pathname } = useLocation();
  const place = useFocusOnNewPlace(pathname);
  return (
    <>
      <Header pathname={pathname} />
      <main ref={place} tabIndex={-1}>
        <Place pathname={pathname} />
      </main>
    </>
  );
}

/** The paths of Zipkin's own page lead here too. */
function Place({ pathname }: { pathname: string }) {
  const [, traceId] = pathname.match(/\/traces?\/([^/]+)\/?$/) ?? [];
  if (traceId) return <TracePage key={traceId} traceId={traceId} />;
  if (/\/dependency\/?$/.test(pathname)) return <DependencyPage />;
  return <SearchPage />;
}

createRoot(document.getElementById("tracing") as HTMLElement).render(
  <StrictMode>
    <TracingPage />
  </StrictMode>,
);
