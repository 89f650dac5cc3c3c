import { countOf, durationOf, type Overview } from "./overview.ts";
import { stateOf } from "./state.ts";

type Source = Overview["sources"][number];

/** A row for each source, with a column for each replica. */
export function Replicas({ overview }: { overview: Overview }) {
  const targets = [...new Set(overview.sources.map(({ target }) => target))];
  const names = [...new Set(overview.sources.map(({ source }) => source))];
  return (
    <section>
      <h2>Replicas</h2>
      <table className="replicas">
        <thead>
          <tr>
            <th scope="col">source</th>
            {targets.map((target) => (
              <th key={target} scope="col">
                {target}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {targets.map((target) => (
                <Cell
                  key={target}
                  overview={overview}
                  source={overview.sources.find(
                    (it) => it.target === target && it.source === name,
                  )}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type CellProps = { overview: Overview; source: Source | undefined };

function Cell({ overview, source }: CellProps) {
  if (!source) return <td>–</td>;
  const { records, lagSeconds } = source;
  const { name, detail } = stateOf(source, overview);
  return (
    <td>
      <span className={`state ${name.replaceAll(" ", "-")}`}>{name}</span>
      <small>
        <span>{detail ?? countOf(records, "record")}</span>{" "}
        {lagSeconds !== null && <span>lag {durationOf(lagSeconds)}</span>}
      </small>
    </td>
  );
}
