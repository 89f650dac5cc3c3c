import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { MongoClient } from "mongodb";
import { createGrpcClient } from "../../../demo99/commons/grpc/client.ts";
import {
  type PaymentService,
  paymentContract,
} from "../../../demo99/protobuf/payment.ts";
import { until } from "../../testing/until.ts";
import { asService } from "../as-service.ts";
import { runningStage } from "../hooks.ts";

/** payment-api, called by a service. */
export const payments: PaymentService = createGrpcClient(
  asService,
  "http://127.0.0.1:50052",
  paymentContract,
  // An attempt has half of it, also on a busy machine.
  { timeoutMs: 16_000 },
);

type Order = ReturnType<typeof newOrder>;

/** Pays as a shop does: a call without a reply is repeated. */
export const payAtLast = (order: Order) =>
  until("a reply to a payment", () => payments.pay(order), {
    withinMs: 20_000,
    everyMs: 200,
  });

export function newOrder(changes = {}) {
  return {
    ...{ orderId: randomUUID(), customerReference: "alice" },
    ...{ amountMinor: 1_250n, currency: "eur", token: "tok_visa" },
    ...changes,
  };
}

export const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.fail("did not throw"),
    (error) => error,
  );

type Entry = { key: string; type: string; amountMinor: number };
type Stored = {
  _id: string;
  status: string;
  openSince?: Date;
  approved?: boolean;
};

/** Not one that waits for its customer only. */
const isUnsettled = ({ status, openSince, approved }: Stored) =>
  openSince && !(status === "REQUIRES_ACTION" && approved === undefined);

/** All movements of money, as the processor knows them, by order. */
export async function readLedger(): Promise<Map<string, string>> {
  const url = `${runningStage().url("payment-processor")}/ledger`;
  const { items } = (await (await fetch(url)).json()) as { items: Entry[] };
  const moved = new Map<string, string>();
  for (const { key, type } of items) {
    moved.set(key, `${moved.get(key) ?? ""} ${type}`.trim());
  }
  return moved;
}

export const movedFor = async (orderId: string) =>
  (await readLedger()).get(orderId) ?? "";

/** The documents of payment-api, with what its API does not show. */
export async function readPayments(): Promise<Stored[]> {
  const client = new MongoClient(runningStage().mongodbUrl);
  try {
    const database = client.db("payment-api");
    return await database.collection<Stored>("payments").find().toArray();
  } finally {
    await client.close();
  }
}

export const storedFor = async (orderId: string) =>
  (await readPayments()).find(({ _id }) => _id === orderId);

/** What the ledger has to contain for each status of a payment. */
const ledgers: Record<string, string[]> = {
  none: [""],
  PAID: ["CHARGE"],
  DECLINED: [""],
  REQUIRES_ACTION: [""],
  CANCELLED: ["", "CHARGE VOID"],
  REFUNDED: ["CHARGE REFUND"],
};

/** Waits until no payment is open; the ledger then agrees with each. */
export async function expectSettled(orderIds: string[]) {
  const stored = await until(
    "all payments are settled",
    async () => {
      const found = await readPayments();
      const open = found.filter(isUnsettled);
      expect(open).to.deep.equal([]);
      return found;
    },
    { withinMs: 30_000, everyMs: 200 },
  );
  const ledger = await readLedger();
  for (const orderId of orderIds) {
    const { status = "none" } = stored.find((it) => it._id === orderId) ?? {};
    const moved = ledger.get(orderId) ?? "";
    expect(ledgers[status], `${orderId} is ${status}`).to.include(moved);
  }
}
