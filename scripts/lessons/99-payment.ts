import { until } from "../testing/until.ts";
import { assume, doesNotHold, holds, type Lesson } from "./lesson.ts";
import { startLossyProcessor } from "./lossy-processor.ts";
import { openShop, type Purchases } from "./purchases.ts";
import { withoutKey } from "./without-key.ts";

export type Charged = Purchases & {
  priceCents: number;
  /** Charges that the processor has made, and whose replies were lost. */
  lost: number;
  /** How many books are paid in the end, by the ledger of the processor. */
  paid: number;
};

const id = "payment-api/1";
const each = 4;
/** More than the recovery takes to return what a failed order has paid. */
const settledWithinMs = 20_000;
/** More than a failed order waits for the recovery. */
const quietMs = 10_000;

/** The replies about charges are lost: what do customers pay? */
export const payment: Lesson<Charged> = {
  stage: "demo99",
  chapter: withoutKey,
  title: "replies about charges are lost",

  async stimulus({ stage, story }) {
    const processor = await startLossyProcessor(stage.url("payment-processor"));
    story.does(`Restart ${id} with a proxy before the payment processor.`);
    await stage.restart(id, { PAYMENT_PROCESSOR_URL: processor.url });
    const shop = await until("the shop opens", () => openShop(stage), {
      withinMs: 15_000,
    });
    const price = inEuros(shop.priceCents);
    story.does(`Each of two customers buys a book at ${price}.`);
    const { orders } = await shop.buy(1);
    // On a busy machine, a charge of a refused checkout is returned first.
    let before = 0;
    const isPaidOnce = async () => {
      before = await shop.countPaid();
      return before === orders;
    };
    const limits = { withinMs: settledWithinMs, everyMs: 250 };
    await until("the ledger agrees", isPaidOnce, limits).catch(() => {});
    story.sees(`${orders} orders, ${before} of them paid.`);
    assume(before === orders, `${before} of ${orders} orders are paid.`);

    story.does(
      "Lose every second reply about a charge: the money is taken, and the connection ends. The customers go on, and repeat what is refused.",
    );
    processor.loseReplies(true);
    const purchases = await shop.buy(each);
    processor.loseReplies(false);
    const lost = processor.lost();
    story.sees(
      `${purchases.orders} orders; ${purchases.refused} checkouts were refused, and repeated; ${lost} replies were lost.`,
    );
    assume(lost > 0, "No reply was lost.");

    story.does("Wait until the ledger agrees with the orders.");
    let paid = 0;
    let since = performance.now();
    const isSettled = async () => {
      const now = (await shop.countPaid()) - before;
      if (now !== paid) since = performance.now();
      paid = now;
      const isQuiet = performance.now() - since > quietMs;
      return paid === purchases.orders || isQuiet;
    };
    await until("the ledger is settled", isSettled, limits).catch(() => {});
    const { priceCents } = shop;
    const facts = { ...purchases, lost, priceCents, paid };
    story.sees(describe(facts));
    return facts;
  },

  symptom: {
    expectation:
      "a charge whose reply is lost is made again: orders succeed, and are paid twice.",
    async judge(_, facts) {
      const { orders, paid, lost } = facts;
      if (!(orders > 0 && paid >= orders + lost / 2)) {
        return doesNotHold(describe(facts));
      }
      return holds(describe(facts));
    },
  },

  cure: {
    expectation:
      "what is due is paid, once: a charge of an order that has failed is returned.",
    async judge(_, facts) {
      const { orders, paid } = facts;
      if (!(orders > 0 && paid === orders)) return doesNotHold(describe(facts));
      return holds(describe(facts));
    },
  },

  broken: [
    withoutKey.problem,
    {
      about: "a failed order whose charge is not returned",
      edits: [
        {
          file: "services/shoppingcart-api/src/refund-service.ts",
          find: "await payments.cancel(orderId);",
          replace: "",
        },
      ],
    },
    {
      about: "a payment with an id of its own for each attempt",
      edits: [
        {
          file: "services/shoppingcart-api/src/payment-client.ts",
          find: "        orderId,\n        customerReference",
          replace:
            "        orderId: crypto.randomUUID(),\n        customerReference",
        },
      ],
    },
  ],
};

function describe({ orders, priceCents, paid }: Charged): string {
  const [due, taken] = [orders, paid].map((count) =>
    inEuros(count * priceCents),
  );
  return `${orders} orders: ${due} due, ${taken} paid.`;
}

function inEuros(cents: number) {
  return `${(cents / 100).toFixed(2)} euros`;
}
