type Options = {
  rate: number;
  seconds: number;
  /** Requests that may be open at once; more are not sent. */
  maxOpen?: number;
  signal: AbortSignal;
};

type Clock = {
  now: () => number;
  /** Comes back at once when it is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

/**
 * Sends at a steady rate, whether or not earlier requests are answered: slow
 * answers keep no shopper from coming. `send` gets the moment at which its
 * request was due, so that time spent waiting for this process counts too.
 * Settles when all that was sent has ended.
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
