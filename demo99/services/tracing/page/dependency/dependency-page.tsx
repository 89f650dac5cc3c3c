import { useEffect, useState } from "react";
import type { DependencyLink } from "../../src/dependency-links.ts";
import { useAnswer } from "../ask.ts";
import { lookbacks } from "../search/search-query.ts";
import { Graph } from "./graph.tsx";
import { Links } from "./links.tsx";

/** The calls between services: how many, and how many of them fail. */
export function DependencyPage() {
  const [lookback, setLookback] = useState("3600000");
  const [endTs, setEndTs] = useState(Date.now);
  const { value: links, error } = useAnswer<DependencyLink[]>(
    `/dependencies?${new URLSearchParams({ endTs: `${endTs}`, lookback })}`,
  );

  useEffect(() => {
    document.title = "Dependencies";
  }, []);

  function choose(ms: string) {
    setLookback(ms);
    setEndTs(Date.now());
  }

  return (
    <>
      <div className="filter">
        <label>
          in the last
          <select
            value={lookback}
            onChange={({ target }) => choose(target.value)}
          >
            {lookbacks.map(([ms, name]) => (
              <option key={ms} value={ms}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => choose(lookback)}>
          Refresh
        </button>
      </div>
      {error && (
        <p role="alert" className="notice bad">
          {error.message}
        </p>
      )}
      {links?.length === 0 && (
        <p className="notice">No service has called another one yet.</p>
      )}
      {links && links.length > 0 && (
        <>
          <Graph links={links} />
          <Links links={links} />
        </>
      )}
    </>
  );
}
