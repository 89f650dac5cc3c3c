import { onNpmDeath } from "./npm-death.ts";

// npm passes on the Ctrl-C that the terminal has already sent here.
const sameInterruptMs = 300;

type Reaction = { stop: () => void; kill: () => void };

/**
 * Calls `stop` when the stage is to end, and `kill` when told once more;
 * returns the function that tells it.
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
