import { json } from "node:stream/consumers";
import { runningStage } from "../hooks.ts";
import { registerFake } from "../register-fake.ts";
import type { StoredEvent } from "./bus.ts";

type Handled = { handled: number; error?: string };
/** Undefined: 503. */
type Reply = Handled | undefined;
type Answer = (events: StoredEvent[]) => Reply | Promise<Reply>;

export const baker = "baker";
const usual = "comments-api,moderation-api,query-api";
export const withBaker = { SUBSCRIBERS: `${usual},${baker}` };
export const withoutBaker = { SUBSCRIBERS: usual };

export const takeAll = (events: StoredEvent[]): Handled => ({
  handled: events.length,
});

/** A subscriber whose replies a test decides, in the registry as `baker`. */
export async function startBaker(registry = runningStage().url("registry")) {
  const it = {
    answer: takeAll as Answer,
    isUp: true,
    got: [] as StoredEvent[],
  };
  const fake = await registerFake(
    baker,
    async (req, res) => {
      // Monitoring asks each registered instance for its state.
      if (req.method !== "POST") return void res.end("{}");
      const { events } = (await json(req)) as { events: StoredEvent[] };
      const reply = it.isUp ? await it.answer(events) : undefined;
      it.got.push(...events.slice(0, reply?.handled ?? 0));
      res.writeHead(reply ? 200 : 503, { "retry-after": "1" });
      res.end(JSON.stringify(reply ?? {}));
    },
    registry,
  );
  return Object.assign(it, fake);
}
