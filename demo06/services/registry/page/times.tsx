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
            here="as each asks"
            netflix={30}
          />
          <Time name="a lease" here="as each asks" netflix={90} />
          <Time name="between two sweeps" here={evictionSeconds} netflix={60} />
          <Time name="an answer is cached" here={0} netflix={30} />
          <Time name="changes are kept" here={deltaSeconds} netflix={180} />
        </tbody>
      </table>
      <p>
        With Netflix’s defaults it takes minutes until all callers have removed
        a crashed instance.{" "}
        {peers.length === 0
          ? "This registry has no peers."
          : `Everything is passed on to ${peers.join(" and ")}.`}
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
