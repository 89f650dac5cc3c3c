import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Staff } from "#client/pages/staff.tsx";
import { useOverview } from "#client/pages/use-overview.ts";
import { useStaff } from "#client/pages/use-staff.ts";
import { Errors } from "./errors.tsx";
import type { Overview } from "./overview.ts";
import { Replicas } from "./replicas.tsx";
import { Runs } from "./runs.tsx";
import { Summary } from "./summary.tsx";
import "#client/pages/base.css";
import "#client/pages/report.css";
import "./style.css";

function SyncPage() {
  const { overview, isStale } = useOverview<Overview>();
  const staff = useStaff("sync-api");
  if (!overview) return <p>{isStale ? "No response." : "Loading …"}</p>;
  return (
    <>
      <h1>Synchronisation</h1>
      {isStale && (
        <p role="alert" className="notice bad">
          sync-api does not respond. This is its last known state.
        </p>
      )}
      <Summary overview={overview} />
      <Replicas overview={overview} />
      <Errors overview={overview} />
      <Staff staff={staff} purpose="start a run at once" />
      {staff.isLoggedIn && (
        <p>
          <button type="button" onClick={() => staff.post("/runs", {})}>
            Run now
          </button>
        </p>
      )}
      <Runs overview={overview} />
    </>
  );
}

createRoot(document.getElementById("sync-api") as HTMLElement).render(
  <StrictMode>
    <SyncPage />
  </StrictMode>,
);
