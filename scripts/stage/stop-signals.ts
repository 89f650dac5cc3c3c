import { onNpmDeath } from "./npm-death.ts";

// npm forwards the Ctrl-C that the terminal has also sent to this process.
const sameInterruptMs = 300;

type Reaction = { stop: () => void; kill: () => void };

/**
 * Calls `stop` at the first signal to end, and `kill` at the second one;
 * returns a function that acts as such a signal.
 */
export function onStopSignal({ stop, kill }: Reaction) {
  let firstAt: number | undefined;

  function react() {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop();
    } else if (performance.now() - firstAt > sameInterruptMs) {
      kill();
    }
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, react);
  }
  onNpmDeath(react);
  return react;
}
