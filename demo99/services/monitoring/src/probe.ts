import { getText } from "./get-text.ts";
import { type HealthReply, parseHealth } from "./health-reply.ts";

/** `error` is undefined if the instance is healthy by its own report. */
export type Probe = {
  timeMs: number;
  health: HealthReply | undefined;
  error: string | undefined;
};

// Longer than the timeout of an instance's database: it is up to the instance
// to report that its database does not respond.
const usualTimeoutMs = 3_000;
const maxBytes = 10_000;
const maxErrorLength = 300;
// RFC 7240. The gateway leaves out its report, for which it calls all services.
const headers = { prefer: "return=minimal" };

/**
 * GET /health of an instance. Never rejects: a failure is an observation too.
 * Any reply implies that GET /ping would be answered, so it is not sent.
 */
export async function probe(
  url: string,
  timeoutMs = usualTimeoutMs,
): Promise<Probe> {
  const startedAt = performance.now();
  const result = await ask(url, timeoutMs).catch(({ message }: Error) => {
    return { health: undefined, error: message.slice(0, maxErrorLength) };
  });
  return { timeMs: Math.round(performance.now() - startedAt), ...result };
}

async function ask(url: string, timeoutMs: number) {
  const reply = await getText(
    `${url}/health`,
    { timeoutMs, maxBytes },
    headers,
  );
  const health = parseHealth(reply.text);
  if (!health) {
    return { health, error: `Replied ${reply.status} without a status.` };
  }
  const isUp = reply.status === 200 && health.status === "UP";
  return { health, error: isUp ? undefined : complaintOf(health) };
}

/** "Reports DOWN, database: connection closed." */
function complaintOf({ status, checks }: HealthReply): string {
  const failed = Object.entries(checks)
    .filter(([, check]) => check.status !== "UP")
    .map(([name, { detail = "no detail" }]) => `${name}: ${detail}`);
  const text = [`Reports ${status}`, ...failed].join(", ");
  return text.length < maxErrorLength
    ? `${text.replace(/\.$/, "")}.`
    : `${text.slice(0, maxErrorLength - 1)}…`;
}
