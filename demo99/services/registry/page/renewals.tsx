import type { Overview } from "../src/overview-service.ts";

/** Who renews, how many have to, and what follows from it. */
export function Renewals({ overview }: { overview: Overview }) {
  const { total, renewing, threshold, lastMinute, expectedLastMinute } =
    overview.renewals;
  return (
    <section aria-label="Renewals">
      <Notice overview={overview} />
      <dl className="figures">
        <div>
          <dt>renewed in time</dt>
          <dd>
            {renewing} of {total}
          </dd>
        </div>
        <div>
          <dt>have to renew</dt>
          <dd>{threshold}</dd>
        </div>
        <div>
          <dt>renewals in the last minute</dt>
          <dd>
            {lastMinute} <small>of {expectedLastMinute} expected</small>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Notice({ overview }: { overview: Overview }) {
  const { total, renewing, threshold, isPreserving } = overview.renewals;
  const { selfPreservation, renewalThreshold } = overview.settings;
  const share = `${Math.round(renewalThreshold * 100)} %`;
  const silent = total - renewing;

  if (isPreserving) {
    return (
      <p role="alert" className="notice few">
        <strong>Self-preservation.</strong> {silent} of {total} instances have
        fallen silent at once. That is more likely a broken network than so many
        broken instances, so nobody is evicted until at least {share} renew
        again. Some of what is listed here may be gone.
      </p>
    );
  }
  if (!selfPreservation) {
    return (
      <p className="notice">
        <strong>Self-preservation is off.</strong> Whoever falls silent is
        evicted, even if it is only the network that fails.
      </p>
    );
  }
  if (silent > 0) {
    return (
      <p className="notice few">
        <strong>
          {silent} of {total} {silent === 1 ? "has" : "have"} fallen silent.
        </strong>{" "}
        The next sweep evicts who stays silent. If fewer than {threshold} of{" "}
        {total}
        renewed, nobody would be.
      </p>
    );
  }
  return (
    <p className="notice">
      <strong>All is well.</strong> An instance that falls silent is evicted. If
      fewer than {threshold} of {total} renew in time, nobody is.
    </p>
  );
}
