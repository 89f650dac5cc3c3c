import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { inMs, median } from "./waits.ts";

/** The status is 0 without a reply. */
export type SignUp = { email: string; status: number; ms: number };
export type Period = { signUps: SignUp[]; ms: number };

export const clients = 4;
const paceMs = 50;
const longestMs = 15_000;

const newEmail = () => `${randomBytes(5).toString("hex")}@store.example`;

/** One sign-up. Without a password, since a hash takes longer than the rest. */
export async function signUp(url: string, email = newEmail()): Promise<SignUp> {
  const since = performance.now();
  const status = await fetch(`${url}/user`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Ada Crust", email }),
    signal: AbortSignal.timeout(longestMs),
  }).then(
    async (reply) => {
      await reply.text();
      return reply.status;
    },
    () => 0,
  );
  return { email, status, ms: performance.now() - since };
}

/** Several clients sign up, one user after the other, for this time. */
export async function signUpFor(url: string, forMs: number): Promise<Period> {
  const since = performance.now();
  const msSoFar = () => performance.now() - since;
  const signUps: SignUp[] = [];

  async function work() {
    while (msSoFar() < forMs) {
      signUps.push(await signUp(url));
      await pause(paceMs);
    }
  }

  await Promise.all(Array.from({ length: clients }, work));
  return { signUps, ms: msSoFar() };
}

export function withStatus(
  status: number,
  { signUps }: Pick<Period, "signUps">,
) {
  return signUps.filter((one) => one.status === status);
}

/** Successful sign-ups per second. */
export function rateOf(period: Period): number {
  return withStatus(201, period).length / (period.ms / 1_000);
}

/** The share of sign-ups that succeed in time; 0 without any. */
export function shareInTime({ signUps }: Period, withinMs: number): number {
  const inTime = signUps.filter(({ status, ms }) => {
    return status === 201 && ms <= withinMs;
  });
  return inTime.length / Math.max(signUps.length, 1);
}

export function medianMs({ signUps }: Period): number {
  return median(signUps.map(({ ms }) => ms));
}

/** "36.5 a second; 146 × 201, 2 × 503; median 9.1 ms, longest 31 ms" */
export function describePeriod(period: Period): string {
  const statuses = [...new Set(period.signUps.map(({ status }) => status))];
  const counts = statuses.sort().map((status) => {
    const { length } = withStatus(status, period);
    return `${length} × ${status || "no reply"}`;
  });
  const longest = Math.max(...period.signUps.map(({ ms }) => ms));
  return `${rateOf(period).toFixed(1)} a second; ${counts.join(", ")}; median ${inMs(medianMs(period))}, longest ${inMs(longest)}`;
}
