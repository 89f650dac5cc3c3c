import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Staff } from "#client/pages/staff.tsx";
import { useOverview } from "#client/pages/use-overview.ts";
import { LiveEvents } from "./live-events.tsx";
import type { Shown } from "./overview.ts";
import { SetAsideEvents } from "./set-aside-events.tsx";
import { Subscribers } from "./subscribers.tsx";
import { Summary } from "./summary.tsx";
import { useSubscribers } from "./use-subscribers.ts";
import "#client/pages/base.css";
import "#client/pages/report.css";
import "./style.css";

function EventBusPage() {
  const { overview, isStale } = useOverview<Shown>();
  const staff = useSubscribers();
  if (!overview) return <p>{isStale ? "No response." : "Loading …"}</p>;
  return (
    <>
      <h1>Event bus</h1>
      {isStale && (
        <p role="alert" className="notice bad">
          The event bus does not respond. This is its last known state.
        </p>
      )}
      <Summary overview={overview} />
      <Subscribers overview={overview} staff={staff} />
      <SetAsideEvents overview={overview} staff={staff} />
      <Staff
        staff={staff}
        purpose="replay the log to a subscriber, or to deliver again what was set aside"
      />
      <LiveEvents overview={overview} />
    </>
  );
}

createRoot(document.getElementById("event-bus") as HTMLElement).render(
  <StrictMode>
    <EventBusPage />
  </StrictMode>,
);
