import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import type { EventType, StoredEvent } from "#commons/events/event.ts";
import { publisherOf } from "#commons/events/event.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { serve } from "#commons/test/test-servers.ts";
import { createTracing } from "#commons/tracing.ts";
import { createEventBus } from "../src/event-bus.ts";

const silent = createLog("test", "silent");
/** Made for each call: a busy machine outlives a token. */
const asStaff = () => as("admin", "admin");
export const { tracer } = createTracing({
  service: "event-bus",
  report: async () => {},
});

type Reply = object | number | "none" | "reset";
type Answer = (events: StoredEvent[]) => Reply | Promise<Reply>;

const all: Answer = (events) => ({ handled: events.length });

/** A subscriber whose replies a test decides; a number is a status. */
export async function serveFake(answer: Answer = all) {
  const fake = {
    url: "",
    answer,
    got: [] as string[],
    batches: [] as number[],
  };
  fake.url = await serve(async (req, res: ServerResponse) => {
    const { events } = (await json(req)) as { events: StoredEvent[] };
    fake.batches.push(events.length);
    fake.got.push(...events.map(({ id }) => id));
    const reply = await fake.answer(events);
    if (reply === "none") return void (await once(res, "close"));
    if (reply === "reset") return void res.destroy();
    res.statusCode = typeof reply === "number" ? reply : 200;
    // Otherwise, the caller's circuit would open.
    res.setHeader("retry-after", "1");
    res.end(JSON.stringify(typeof reply === "number" ? {} : reply));
  });
  return fake;
}

/** Where a subscriber is, and how long the bus waits for its reply. */
type Addressed = { url: string; timeoutMs?: number };

export type Clock = { time: number };

type Options = {
  instance?: string;
  clock?: Clock;
  leaseMs?: number;
  broker?: Pick<Broker, "publish">;
};

/** One instance of the bus, with these subscribers. */
export async function startBus(
  database: Database,
  fakes: Record<string, Addressed>,
  options: Options = {},
) {
  const { instance = "one", leaseMs = 2_000, broker } = options;
  const { clock = { time: 1_000_000 } } = options;
  const caller = testCaller();
  const bus = createEventBus({
    ...{ database, log: silent, instance, leaseMs, broker },
    client(service) {
      const { url = "", timeoutMs = 20_000 } =
        fakes[service.slice("http://".length)] ?? {};
      return createHttpClient(caller, url, { timeoutMs });
    },
    subscribers: Object.keys(fakes).join(","),
    login: (_req, res) => void res.json({ token: "from the gateway" }),
    page: new URL("./", import.meta.url),
    now: () => clock.time,
  });
  await bus.prepare();
  const url = await serve(
    createApp({
      ...{ log: silent, routes: bus.routes, findKey: testFindKey },
      ...{ database, tracer },
    }),
  );

  return {
    ...bus,
    url,

    /** What a second instance, or the one after a restart, would do. */
    async deliver() {
      await bus.renew();
      await bus.poll();
      await bus.ended();
    },

    call: (method: string, path: string, body?: unknown, headers = asStaff()) =>
      fetch(url + path, {
        method,
        headers: { "content-type": "application/json", ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      }),
  };
}

type Bus = Awaited<ReturnType<typeof startBus>>;

/** Publishes an event as the service that may. */
export function publish(
  { call }: Pick<Bus, "call">,
  id: string,
  {
    type = "PostCreated" as EventType,
    data = {} as object,
    headers = {} as Record<string, string>,
  } = {},
) {
  const publisher = { ...as(publisherOf[type], "service"), ...headers };
  return call("POST", "/events", { id, type, data }, publisher);
}

export async function publishMany(bus: Pick<Bus, "call">, count: number) {
  const ids = Array.from({ length: count }, (_, i) => `e${i + 1}`);
  // One after the other, so that the order of the ids is the log's.
  for (const id of ids) await publish(bus, id);
  return ids;
}

export async function progressOf({ call }: Pick<Bus, "call">, name: string) {
  const { items } = await (await call("GET", "/subscribers")).json();
  return (items as { name: string }[]).find((it) => it.name === name) as {
    name: string;
    position: number;
    lag: number;
    state: string;
    summary: string;
    attempts: number;
    because?: string;
    waitingUntil?: string;
    setAside: number;
    replay: { from: number; until: number; position: number } | null;
  };
}

export async function readLog(
  { call }: Pick<Bus, "call">,
  query = "limit=100",
) {
  const response = await call("GET", `/events?${query}`);
  return (await response.json()) as {
    items: StoredEvent[];
    next: number | null;
  };
}
