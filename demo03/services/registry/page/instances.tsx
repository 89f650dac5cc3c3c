import type { Overview, Row } from "../src/overview-service.ts";

/** Every instance, by application. */
export function Instances({ overview }: { overview: Overview }) {
  const names = [...new Set(overview.instances.map(({ app }) => app))].sort();
  if (names.length === 0) {
    return <p className="notice">No instance is registered yet.</p>;
  }
  return (
    <table className="instances">
      <thead>
        <tr>
          <th scope="col">application</th>
          <th scope="col">instance</th>
          <th scope="col">status</th>
          <th scope="col">last heartbeat</th>
        </tr>
      </thead>
      {names.map((name) => (
        <Application
          key={name}
          name={name}
          rows={overview.instances.filter(({ app }) => app === name)}
        />
      ))}
    </table>
  );
}

function Application({ name, rows }: { name: string; rows: Row[] }) {
  return (
    <tbody>
      {rows.map((row, i) => (
        <tr key={row.id}>
          {i === 0 && (
            <th scope="rowgroup" rowSpan={rows.length}>
              {name}
            </th>
          )}
          <td>
            <span className="id">{row.id}</span>
            <small>{row.address ?? "invalid host name"}</small>
          </td>
          <td>
            <Status row={row} />
          </td>
          <td>
            <Age row={row} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Status({ row: { status, isOverridden, isSilent } }: { row: Row }) {
  const look = isSilent ? "silent" : status.toLowerCase();
  return (
    <>
      <span className={`status ${look}`}>{status.replaceAll("_", " ")}</span>
      {isSilent && <small>no heartbeat</small>}
      {isOverridden && <small>set by an operator</small>}
    </>
  );
}

function Age({ row: { silentMs, durationMs, isSilent } }: { row: Row }) {
  return (
    <>
      <span className={isSilent ? "bad" : undefined}>
        {(silentMs / 1000).toFixed(1)} s
      </span>{" "}
      of {durationMs / 1000} s
      <meter
        aria-label="elapsed part of the lease"
        max={durationMs}
        low={durationMs * 0.6}
        high={durationMs * 0.99}
        optimum={0}
        value={Math.min(silentMs, durationMs)}
      />
    </>
  );
}
