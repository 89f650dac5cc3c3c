import type { Ports } from "./test-store.ts";

/** The process has crashed: this call and all later ones do nothing. */
export class Crash extends Error {}

/**
 * Where a process crashes at a call: before it is sent; when it is done, and
 * its reply is lost; or when it is sent, so that it arrives much later.
 */
export type Moment = "unsent" | "done" | "late";

type Call = (...args: never[]) => Promise<unknown>;

/** The same ports for a process that crashes at its call number `crashAt`. */
export function crashing(ports: Ports, crashAt: number, moment: Moment) {
  let calls = 0;
  let isDown = false;
  const late: (() => Promise<unknown>)[] = [];
  const names: string[] = [];

  const fragile =
    (name: string, run: Call): Call =>
    async (...args) => {
      if (isDown) throw new Crash(name);
      names.push(name);
      if (++calls !== crashAt) return run(...args);
      isDown = true;
      if (moment === "done") await run(...args);
      if (moment === "late") late.push(() => run(...args));
      throw new Crash(name);
    };

  const changed = Object.entries(ports).map(([port, methods]) => [
    port,
    Object.fromEntries(
      Object.entries(methods).map(([name, run]) => [
        name,
        fragile(`${port}.${name}`, run as Call),
      ]),
    ),
  ]);
  return {
    ports: Object.fromEntries(changed) as Ports,
    names,
    hasCrashed: () => isDown,
    /** What was sent before the crash arrives now. */
    async deliverLate() {
      for (const run of late.splice(0)) await run().catch(() => {});
    },
  };
}
