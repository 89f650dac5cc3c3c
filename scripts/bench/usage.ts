import { readFile } from "node:fs/promises";

/**
 * The memory of a process in bytes: pages that several processes share count in
 * parts (PSS). Undefined where the system does not tell.
 */
export async function memoryOf(pid: number): Promise<number | undefined> {
  const text = await read(`/proc/${pid}/smaps_rollup`);
  const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(text) ?? [];
  return kilobytes ? Number(kilobytes) * 1_024 : undefined;
}

/** Linux counts CPU time in ticks of this length, on every architecture. */
const tickMs = 10;

/** The CPU time that a process has used, in ms. */
export async function cpuOf(pid: number): Promise<number | undefined> {
  const text = await read(`/proc/${pid}/stat`);
  // Behind the name of the program, which may have blanks and brackets.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) ? undefined : ticks * tickMs;
}

/** The sum for several processes; undefined if one of them is unknown. */
export async function sumOf(
  pids: number[],
  measure: (pid: number) => Promise<number | undefined>,
): Promise<number | undefined> {
  const values = await Promise.all(pids.map(measure));
  return values.every((value) => value !== undefined)
    ? values.reduce((total, value) => total + value, 0)
    : undefined;
}

async function read(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}
