import { durationOf, type Overview } from "./overview.ts";

const list = new Intl.ListFormat("en");

/** The state of all replicas in one sentence. */
export function Summary({ overview }: { overview: Overview }) {
  const { sources, filledBy } = overview;
  const failing = sources.filter(({ error }) => error !== null);
  const lags = sources.map(({ lagSeconds }) => lagSeconds ?? 0);
  const isComplete = sources.every(({ lagSeconds }) => lagSeconds !== null);

  if (!filledBy) {
    return (
      <p role="alert" className="notice few">
        <strong>No instance copies.</strong> An instance of sync-api takes over
        within a lease.
      </p>
    );
  }
  if (failing.length > 0) {
    const names = [...new Set(failing.map((it) => nameOf(it, failing)))];
    return (
      <p role="status" className="notice bad">
        <strong>Changes wait: {list.format(names)}.</strong> None is lost: each
        run tries again.
      </p>
    );
  }
  if (sources.length === 0 || !isComplete) {
    return (
      <p role="status" className="notice few">
        <strong>The replicas are filled</strong> for the first time, by{" "}
        {filledBy}.
      </p>
    );
  }
  return (
    <p role="status" className="notice">
      <strong>
        All changes have arrived that are older than{" "}
        {durationOf(Math.max(...lags))}.
      </strong>{" "}
      Copied by {filledBy}.
    </p>
  );
}

type Source = Overview["sources"][number];

/** The replica, if all of its sources wait; else the source as well. */
function nameOf({ target, source }: Source, failing: Source[]): string {
  const ofTarget = failing.filter((it) => it.target === target);
  return ofTarget.length > 1 ? target : `${source} of ${target}`;
}
