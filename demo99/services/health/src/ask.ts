import { z } from "zod";

/** What came back, or what went wrong; `time` is in milliseconds. */
export type Answer =
  | { time: number; response: string }
  | { time: number; error: string };

const checks = z.record(
  z.string(),
  z.object({ status: z.string(), detail: z.string().optional() }),
);

/**
 * Asks for a JSON object, and answers what it has in `field`. Whatever goes
 * wrong is an answer too; never throws.
 */
export async function ask(
  url: string,
  field: string,
  limitMs: number,
): Promise<Answer> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(limitMs);
  const said = await read(url, field, signal).catch(errorOf(limitMs));
  return { time: Math.round(performance.now() - startedAt), ...said };
}

async function read(url: string, field: string, signal: AbortSignal) {
  const response = await fetch(url, { signal, redirect: "manual" });
  const body = parse(await response.text());
  const said = body?.[field];
  if (typeof said !== "string") {
    return { error: `answers ${response.status}, and nothing of use` };
  }
  if (response.ok) return { response: said };
  return { error: [`says ${said}`, ...complaintsIn(body)].join(", ") };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** "database: connection closed", for each check that is not up. */
function complaintsIn(body: Record<string, unknown> | undefined): string[] {
  const { data = {} } = checks.safeParse(body?.checks);
  return Object.entries(data)
    .filter(([, check]) => check.status !== "UP")
    .map(([name, { detail }]) => `${name}: ${detail ?? "no reason given"}`);
}

function errorOf(limitMs: number) {
  return (error: Error) => {
    const isLate = error.name === "TimeoutError";
    if (isLate) return { error: `no answer within ${limitMs / 1000} s` };
    const { cause } = error as { cause?: NodeJS.ErrnoException };
    return { error: cause?.code ?? cause?.message ?? error.message };
  };
}
