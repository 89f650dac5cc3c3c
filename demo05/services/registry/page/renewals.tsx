import type { Overview } from "../src/overview-service.ts";

/** The share of leases that are renewed, and its consequence. */
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
        not renewed their leases. The network is a likelier cause than so many
        crashes: none is evicted until at least {share} renew again. Some of the
        listed instances may be gone.
      </p>
    );
  }
  if (!selfPreservation) {
    return (
      <p className="notice">
        <strong>Self-preservation is off.</strong> An instance that does not
        renew its lease is evicted, even if only the network fails.
      </p>
    );
  }
  if (silent > 0) {
    return (
      <p className="notice few">
        <strong>
          {silent} of {total} leases {silent === 1 ? "is" : "are"} not renewed.
        </strong>{" "}
        The next sweep evicts them. With fewer than {threshold} renewals of{" "}
        {total}, it would evict none.
      </p>
    );
  }
  return (
    <p className="notice">
      <strong>All leases are renewed.</strong> An instance that does not renew
      is evicted, but none if fewer than {threshold} of {total} renew in time.
    </p>
  );
}
