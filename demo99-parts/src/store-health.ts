import type { Report } from "#commons/health.ts";
import type { Registry } from "#commons/registry.ts";

/** What a service says to a ping; `time` is in milliseconds. */
type Answer = { time: number; response?: string; error?: string };

/** Asks all services at once; nobody is waited for longer than `limitMs`. */
export function createStoreHealth(
  expected: string[],
  { list }: Pick<Registry, "list">,
  limitMs = 1_500,
): Report {
  return async function storeHealth() {
    const instances = list();
    const registered = instances.map(({ service }) => service);
    const names = [...new Set([...expected, ...registered])].sort();
    const answers = await Promise.all(
      names.map((name) => {
        const its = instances.filter(({ service }) => service === name);
        return ask(its, limitMs);
      }),
    );
    return {
      services: Object.fromEntries(names.map((name, i) => [name, answers[i]])),
    };
  };
}

/** A service is as well as the worst of its instances. */
async function ask(
  instances: { url: string }[],
  limitMs: number,
): Promise<Answer> {
  const answers = await Promise.all(
    instances.map(({ url }) => ping(url, limitMs)),
  );
  const slowest = answers.toSorted((a, b) => b.time - a.time);
  const worst = slowest.find(({ error }) => error) ?? slowest[0];
  return worst ?? { time: 0, error: "no instance is registered" };
}

async function ping(url: string, limitMs: number): Promise<Answer> {
  const startedAt = performance.now();
  const said = await read(`${url}/ping`, limitMs).catch((error: Error) => ({
    error: `${url}: ${reasonOf(error, limitMs)}`,
  }));
  return { time: Math.round(performance.now() - startedAt), ...said };
}

async function read(url: string, limitMs: number) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
  const { response } = (await answer.json()) as { response: string };
  return { response };
}

function reasonOf({ name, message, cause }: Error, limitMs: number): string {
  if (name === "TimeoutError") return `no answer within ${limitMs} ms`;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
}
