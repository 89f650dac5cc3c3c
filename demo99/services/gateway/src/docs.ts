import { createHttpClient } from "#commons/http.ts";
import { createOpenApi, type OpenApi } from "#commons/openapi.ts";
import type { Registry } from "#commons/registry.ts";
import { gatewayDescription } from "./gateway-openapi.ts";
import { joinOpenApi, type StoreOpenApi } from "./openapi-join.ts";

/** So long a service may take, and so long its answer is kept. */
type Times = { timeoutMs?: number; keptMs?: number };

export type Docs = ReturnType<typeof createDocs>;

/** What the store answers, asked of one instance of each service. */
export function createDocs(
  services: string[],
  registry: Pick<Registry, "find">,
  { timeoutMs = 1_000, keptMs = 5_000 }: Times = {},
) {
  const own = createOpenApi(gatewayDescription);
  const clients = services.map((service) =>
    createHttpClient(`http://${service}`, registry, {
      timeoutMs,
      // Anybody may read a description: nobody has to say who they are.
      identity: async () => ({}),
    }),
  );
  let last: Promise<StoreOpenApi> | undefined;
  let readAt = 0;

  async function read() {
    const answers = await Promise.allSettled(
      clients.map((call) => call<OpenApi>("GET", "/openapi.json")),
    );
    const missing = services.filter(
      (_, index) => answers[index]?.status === "rejected",
    );
    const described = answers.flatMap((answer) =>
      answer.status === "fulfilled" ? [answer.value] : [],
    );
    return joinOpenApi([own, ...described], missing);
  }

  return {
    /** A service that does not answer in time is left out, and named. */
    async getOpenApi(): Promise<StoreOpenApi> {
      const now = performance.now();
      if (!last || now - readAt > keptMs) {
        readAt = now;
        last = read();
      }
      return last;
    },
  };
}
