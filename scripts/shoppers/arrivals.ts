type Options = {
  rate: number;
  seconds: number;
  /** The limit of open requests; while it is reached, no request is sent. */
  maxOpen?: number;
  signal: AbortSignal;
};

type Clock = {
  now: () => number;
  /** Resolves early if it is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

/**
 * Sends at a constant rate, independent of the responses: slow responses do not
 * reduce the load. `send` gets the time at which its request was due, so that a
 * delay of this process counts, too. Settles when all requests have ended.
 */
export async function letArrive(
  send: (dueAt: number) => Promise<void>,
  { rate, seconds, maxOpen = 500, signal }: Options,
  { now, sleep }: Clock,
) {
  const open = new Set<Promise<void>>();
  const startedAt = now();
  let notSent = 0;

  for (let count = 0; count < rate * seconds; count++) {
    const dueAt = startedAt + (count * 1000) / rate;
    if (dueAt > now()) await sleep(dueAt - now(), signal);
    if (signal.aborted) break;
    if (open.size >= maxOpen) {
      notSent++;
      continue;
    }
    const sent = send(dueAt).finally(() => open.delete(sent));
    open.add(sent);
  }

  await Promise.all(open);
  return { notSent };
}
