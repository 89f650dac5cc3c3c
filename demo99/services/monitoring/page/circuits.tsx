import type { Circuit } from "../src/circuit.ts";
import type { InstanceRow, ServiceRow } from "../src/overview-service.ts";
import { hostOf } from "./format.ts";

type Callee = Omit<Circuit, "state"> & {
  callers: { caller: InstanceRow; state: Circuit["state"] }[];
};

/** The instances that others do not call at the moment, or only to probe. */
export function Circuits({ services }: { services: ServiceRow[] }) {
  const callees = calleesOf(services.flatMap(({ instances }) => instances));
  const broken = callees.filter(({ callers }) =>
    callers.some(({ state }) => state !== "closed"),
  );
  const count = callees.reduce((sum, { callers }) => sum + callers.length, 0);
  return (
    <section>
      <h2>Circuits</h2>
      {broken.length === 0 && <p>All {count} circuits are closed.</p>}
      <ul className="circuits">
        {broken.map((callee) => (
          <li key={callee.url}>
            <strong>
              to {callee.service} {hostOf(callee.url)}
            </strong>
            {callee.callers.map(({ caller, state }) => (
              <span key={caller.instanceId} className={`circuit ${state}`}>
                {caller.service} {hostOf(caller.url)}: {state.toUpperCase()}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function calleesOf(instances: InstanceRow[]): Callee[] {
  const callees = new Map<string, Callee>();
  for (const caller of instances) {
    for (const { state, ...circuit } of caller.circuits ?? []) {
      const callee = callees.get(circuit.url) ?? { ...circuit, callers: [] };
      callee.callers.push({ caller, state });
      callees.set(circuit.url, callee);
    }
  }
  return [...callees.values()];
}
