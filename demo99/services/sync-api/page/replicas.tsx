import { countOf, durationOf, type Overview } from "./overview.ts";

type Source = Overview["sources"][number];

/** Each replica with its sources. */
export function Replicas({ overview }: { overview: Overview }) {
  return (
    <section>
      <h2>Replicas</h2>
      <table className="replicas">
        <thead>
          <tr>
            <th scope="col">replica</th>
            <th scope="col">source</th>
            <th scope="col">records</th>
            <th scope="col">lag</th>
            <th scope="col">state</th>
          </tr>
        </thead>
        <tbody>
          {overview.sources.map((source) => (
            <Row key={`${source.target} ${source.source}`} source={source} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ source: it }: { source: Source }) {
  const { target, source, records, lagSeconds } = it;
  return (
    <tr>
      <th scope="row">{target}</th>
      <td>{source}</td>
      <td>{countOf(records, "record")}</td>
      <td>{lagSeconds === null ? "never" : durationOf(lagSeconds)}</td>
      <td>
        <State source={it} />
      </td>
    </tr>
  );
}

function State({ source: { error, walk, lagSeconds } }: { source: Source }) {
  if (error) {
    return (
      <>
        <span className="state failing">failing</span>
        <small className="id">{error}</small>
      </>
    );
  }
  // A walk of a second is no news.
  const isLong = walk && (lagSeconds === null || walk.read >= 1_000);
  if (isLong) {
    const what = walk.phase === "copy" ? "copying" : "deleting";
    return (
      <>
        <span className="state">{what}</span>
        <small>{countOf(walk.read, "record")} read</small>
      </>
    );
  }
  return <span className="state up-to-date">up to date</span>;
}
