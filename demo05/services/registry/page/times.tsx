import type { Overview } from "../src/overview-service.ts";

/** The intervals of this registry, and the defaults of Netflix's. */
export function Times({ overview }: { overview: Overview }) {
  const { evictionSeconds, deltaSeconds, peers } = overview.settings;
  return (
    <section>
      <h2>Times</h2>
      <table className="times">
        <thead>
          <tr>
            <th scope="col">seconds</th>
            <th scope="col">here</th>
            <th scope="col">Netflix’s default</th>
          </tr>
        </thead>
        <tbody>
          <Time
            name="between two heartbeats"
            here="as requested"
            netflix={30}
          />
          <Time name="duration of a lease" here="as requested" netflix={90} />
          <Time
            name="between two evictions"
            here={evictionSeconds}
            netflix={60}
          />
          <Time name="cache of responses" here={0} netflix={30} />
          <Time
            name="list of recent changes"
            here={deltaSeconds}
            netflix={180}
          />
        </tbody>
      </table>
      <p>
        With Netflix’s defaults it takes minutes until all callers have removed
        a crashed instance.{" "}
        {peers.length === 0
          ? "This registry has no peers."
          : `Changes are replicated to ${peers.join(" and ")}.`}
      </p>
    </section>
  );
}

type TimeProps = { name: string; here: number | string; netflix: number };

function Time({ name, here, netflix }: TimeProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{here}</td>
      <td>{netflix}</td>
    </tr>
  );
}
