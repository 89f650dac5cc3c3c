import { createBatchQueue } from "#commons/batch-queue.ts";
import type { Broker } from "#commons/broker.ts";
import type { HttpClient } from "#commons/http.ts";
import { parse } from "#commons/validate.ts";
import type { LiveHub } from "./live-hub.ts";
import { commentChanged, orderChanged, stockChanged } from "./live-message.ts";

type Dependencies = {
  broker: Pick<Broker, "subscribe">;
  inventory: HttpClient;
  hub: LiveHub;
};
type StockLines = { items: { number: string; onHand: number }[] };

const intervalMs = 100;

/**
 * Brings changes from the broker to the hub. A message of the stock only names
 * lines: reading them one batch after the other shows the latest counts, in
 * whatever order messages arrive, and one read serves all pages.
 */
export async function followChanges({ broker, inventory, hub }: Dependencies) {
  const changed = createBatchQueue<string>(
    async (batch) => {
      if (hub.isEmpty()) return;
      const path = `/stock?numbers=${[...new Set(batch)]}`;
      hub.pushStock((await inventory<StockLines>("GET", path)).items);
    },
    { intervalMs },
  );

  await broker.subscribe({
    topics: ["stock.changed", "order.changed", "comment.changed"],
    onStart: hub.resync,
    onMessage({ topic, content }) {
      if (topic === "stock.changed") {
        parse(stockChanged, content).items.map(changed.add);
      } else if (topic === "comment.changed") {
        parse(commentChanged, content).items.map(hub.pushComment);
      } else {
        parse(orderChanged, content).items.map(hub.pushOrder);
      }
    },
  });
}
