import type { Overview } from "./overview.ts";

/** Each error once, with the replicas and sources that it concerns. */
export function Errors({ overview: { sources } }: { overview: Overview }) {
  const failing = sources.filter(({ error }) => error !== null);
  const errors = [...new Set(failing.map(({ error }) => error))];
  if (errors.length === 0) return null;
  return (
    <section>
      <h2>Errors</h2>
      <dl className="errors">
        {errors.map((error) => (
          <div key={error}>
            <dt className="failing">{error}</dt>
            {targetsOf(failing.filter((it) => it.error === error)).map(
              ([target, names]) => (
                <dd key={target}>
                  {target}: {names.join(", ")}
                </dd>
              ),
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}

function targetsOf(failing: Overview["sources"]): [string, string[]][] {
  const targets = [...new Set(failing.map(({ target }) => target))];
  return targets.map((target) => [
    target,
    failing.flatMap((it) => (it.target === target ? it.source : [])),
  ]);
}
