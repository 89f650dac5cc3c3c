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
  const failed = sources.filter(({ error }) => error !== undefined);
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
        {failed.map(({ target, source, error }) => (
          <small key={`${target} ${source}`} className="failing">
            {target}, {source}: {error}
          </small>
        ))}
      </div>
    </li>
  );
}
