import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useOverview } from "#client/pages/use-overview.ts";
import type { Overview } from "../src/overview-service.ts";
import { LeaseHistoryList } from "./history.tsx";
import { Instances } from "./instances.tsx";
import { Renewals } from "./renewals.tsx";
import { Times } from "./times.tsx";
import "#client/pages/base.css";
import "#client/pages/report.css";
import "./style.css";

function RegistryPage() {
  const { overview, isStale } = useOverview<Overview>();
  if (!overview) return <p>{isStale ? "No response." : "Loading …"}</p>;
  return (
    <>
      <h1>Registry</h1>
      {isStale && (
        <p role="alert" className="notice bad">
          The registry does not respond. This is its last known state.
        </p>
      )}
      <Renewals overview={overview} />
      <Instances overview={overview} />
      <LeaseHistoryList overview={overview} />
      <Times overview={overview} />
    </>
  );
}

createRoot(document.getElementById("registry") as HTMLElement).render(
  <StrictMode>
    <RegistryPage />
  </StrictMode>,
);
