import type { RegisteredInstance } from "#commons/registry.ts";

/** The reply of a service to GET /ping; `time` is in milliseconds. */
type Pong = { time: number; response?: string; error?: string };

type Instance = Pick<RegisteredInstance, "service" | "url">;

/** Pings all services at once; waits for none longer than `limitMs`. */
export function createStoreHealth(
  expected: string[],
  list: () => Instance[],
  limitMs = 1_500,
) {
  return async function reportStoreHealth() {
    const instances = list();
    const registered = instances.map(({ service }) => service);
    const names = [...new Set([...expected, ...registered])].sort();
    const entries = names.map(async (name) => {
      const its = instances.filter(({ service }) => service === name);
      return [name, await pingAll(its, limitMs)] as const;
    });
    return { services: Object.fromEntries(await Promise.all(entries)) };
  };
}

/** The worst reply of the instances of a service. */
async function pingAll(instances: Instance[], limitMs: number): Promise<Pong> {
  const pongs = await Promise.all(
    instances.map(({ url }) => ping(url, limitMs)),
  );
  const slowest = pongs.toSorted((a, b) => b.time - a.time);
  const worst = slowest.find(({ error }) => error) ?? slowest[0];
  return worst ?? { time: 0, error: "no instance is registered" };
}

async function ping(url: string, limitMs: number): Promise<Pong> {
  const startedAt = performance.now();
  const reply = await read(`${url}/ping`, limitMs).catch((error: Error) => ({
    error: `${url}: ${reasonOf(error, limitMs)}`,
  }));
  return { time: Math.round(performance.now() - startedAt), ...reply };
}

async function read(url: string, limitMs: number) {
  const reply = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
  const { response } = (await reply.json()) as { response: string };
  return { response };
}

function reasonOf({ name, message, cause }: Error, limitMs: number): string {
  if (name === "TimeoutError") return `no reply within ${limitMs} ms`;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
}
