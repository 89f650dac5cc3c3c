import { readFileSync } from "node:fs";

const checkMs = 500;

/** Calls back when npm, which started this process, ends by SIGKILL. */
export function onNpmDeath(callback: () => void) {
  if (!process.env.npm_lifecycle_event) return;
  const ancestors = findAncestors();
  const timer = setInterval(() => {
    // The system gives an orphaned process another parent at once.
    if (findAncestors() === ancestors) return;
    clearInterval(timer);
    callback();
  }, checkMs);
  timer.unref();
}

/** The parent and, on Linux, the parent of the shell that npm starts. */
function findAncestors() {
  const parent = process.ppid;
  try {
    const command = readFileSync(`/proc/${parent}/cmdline`, "utf8");
    const stat = readFileSync(`/proc/${parent}/stat`, "utf8");
    const grandparent = stat.split(") ").at(-1)?.split(" ")[1];
    return command.startsWith("sh\0") ? `${parent} ${grandparent}` : parent;
  } catch {
    return parent;
  }
}
