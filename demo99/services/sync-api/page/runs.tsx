import { countOf, type Overview, timeOf } from "./overview.ts";

type Run = Overview["runs"][number];

/** What the last runs have changed, the newest first. */
export function Runs({ overview: { runs } }: { overview: Overview }) {
  return (
    <section>
      <h2>Newest runs</h2>
      {runs.length === 0 ? (
        <p>No run has ended yet.</p>
      ) : (
        <ol className="runs" aria-label="Newest runs">
          {runs.map((run) => (
            <Line key={run.id} run={run} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ run: { startedAt, ms, sources } }: { run: Run }) {
  const changed = sources.filter(({ put, deleted }) => put + deleted > 0);
  const read = sources.reduce((sum, it) => sum + it.read, 0);
  return (
    <li>
      <time dateTime={startedAt}>{timeOf(startedAt)}</time>
      <span className="number">{ms.toLocaleString()} ms</span>
      <div className="id">
        {changed.length === 0 &&
          `Nothing changed; ${countOf(read, "record")} read.`}
        {changed.map(({ target, source, put, deleted }) => (
          <div key={`${target} ${source}`}>
            <strong>
              {target}, {source}:
            </strong>{" "}
            {put.toLocaleString()} put, {deleted.toLocaleString()} deleted
          </div>
        ))}
        {errorsOf(sources).map((error) => (
          <small key={error} className="failing">
            {error}
          </small>
        ))}
      </div>
    </li>
  );
}

/** Each error once, with the sources that it concerns, unless all do. */
function errorsOf(sources: Run["sources"]): string[] {
  const all = new Set(sources.map(({ source }) => source));
  const byError = new Map<string, Set<string>>();
  for (const { source, error } of sources) {
    if (!error) continue;
    byError.set(error, (byError.get(error) ?? new Set()).add(source));
  }
  return [...byError].map(([error, names]) =>
    names.size === all.size ? error : `${[...names].join(", ")}: ${error}`,
  );
}
