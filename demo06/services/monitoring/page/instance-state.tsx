import type { InstanceRow } from "../src/overview-service.ts";
import { hostOf } from "./format.ts";

/** The state of one instance, and the reasons if it is not healthy. */
export function InstanceState({ instance }: { instance: InstanceRow }) {
  const { url, condition, state, reasons, isRegistered } = instance;
  const status = condition === "healthy" ? state : condition;
  return (
    <>
      <span className={`status ${status}`}>{status.toUpperCase()}</span>{" "}
      <span className="id">{hostOf(url)}</span>
      {reasons.map((reason) => (
        <small key={reason}>{reason}</small>
      ))}
      {state === "up" && !isRegistered && <small>not registered</small>}
    </>
  );
}
