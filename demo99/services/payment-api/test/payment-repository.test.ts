import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import type { Payment } from "../src/payment.ts";
import {
  createPaymentRepository,
  type PaymentRepository,
} from "../src/payment-repository.ts";
import { open } from "../src/payment-states.ts";
import { createPaymentRepositoryInMemory } from "./payment-repository-in-memory.ts";

const at = (ms: number) => new Date(1_700_000_000_000 + ms);

function newPayment(orderId: string, ms = 0, customerReference = "alice") {
  const order = {
    ...{ orderId, customerReference },
    ...{ amountMinor: 99_999_999, currency: "eur", token: "tok_visa" },
  };
  return open(order, at(ms));
}

type Opened = { repository: PaymentRepository; close: () => Promise<unknown> };

const repositories: Record<string, () => Opened> = {
  "in memory": () => {
    const repository = createPaymentRepositoryInMemory();
    return { repository, close: async () => {} };
  },
  "in the database": () => {
    const { database, close } = openTestDatabase();
    return { repository: createPaymentRepository(database), close };
  },
};

for (const [name, openRepository] of Object.entries(repositories)) {
  describe(`payment repository ${name}`, () => {
    let opened: Opened;
    let payments: PaymentRepository;

    beforeEach(async () => {
      opened = openRepository();
      payments = opened.repository;
      await payments.prepare();
    });
    afterEach(() => opened.close());

    const saved = async (payment: Payment) =>
      (await payments.save(payment)) ?? expect.fail("was not saved");

    it("finds what was saved, and nothing else", async () => {
      const { revision, ...stored } = await saved(newPayment("1"));

      expect(stored).to.deep.equal(newPayment("1"));
      expect(await payments.find("1")).to.deep.equal({ ...stored, revision });
      expect(await payments.find("2")).to.equal(undefined);
    });

    it("keeps one of two new payments of an order", async () => {
      const ends = await Promise.all(
        [1, 2, 3].map((ms) => payments.save(newPayment("1", ms))),
      );

      const [first, ...others] = ends.filter(Boolean);
      expect(others).to.deep.equal([]);
      expect(await payments.find("1")).to.deep.equal(first);
    });

    it("saves no change of a payment that has changed since", async () => {
      const read = await saved(newPayment("1"));
      const paid = { ...read, status: "PAID" as const, openSince: undefined };
      const stored = await saved(paid);

      expect(await payments.save({ ...read, last4: "1" })).to.equal(undefined);

      const found = await payments.find("1");
      expect(found).to.include({ status: "PAID", revision: stored.revision });
      expect(found?.openSince).to.equal(undefined);
    });

    it("saves no change of a payment that was removed", async () => {
      const read = await saved(newPayment("1"));
      await payments.remove(read);

      expect(await payments.save(read)).to.equal(undefined);
      expect(await payments.find("1")).to.equal(undefined);
    });

    it("removes no payment that has changed since", async () => {
      const read = await saved(newPayment("1"));
      const changed = await saved(read);

      await payments.remove(read);

      expect(await payments.find("1")).to.deep.equal(changed);
    });

    it("does not remove what was stored anew, after a removal", async () => {
      const read = await saved(newPayment("1"));
      await payments.remove(read);
      const anew = await saved(newPayment("1"));

      await payments.remove(read);

      expect(await payments.find("1")).to.deep.equal(anew);
    });

    it("lists the payments of a customer page by page, the latest first", async () => {
      const times = [3, 1, 2, 2, 2];
      for (const [index, ms] of times.entries()) {
        await saved(newPayment(`${index}`, ms));
      }
      await saved(newPayment("bobs", 9, "bob"));

      const listed: string[] = [];
      let after: Payment | undefined;
      do {
        const customerReference = "alice";
        const page = await payments.list({
          customerReference,
          limit: 2,
          after,
        });
        listed.push(...page.map(({ orderId }) => orderId));
        after = page[1];
      } while (after);

      expect(listed).to.deep.equal(["0", "4", "3", "2", "1"]);
    });

    it("finds the oldest of the open payments", async () => {
      const closed = await saved(newPayment("closed", 0));
      await saved({ ...closed, status: "PAID", openSince: undefined });
      for (const ms of [5, 3, 4]) await saved(newPayment(`${ms}`, ms));

      const found = await payments.findOpenBefore(at(5), 1);
      const all = await payments.findOpenBefore(at(5), 9);

      expect(found.map(({ orderId }) => orderId)).to.deep.equal(["3"]);
      expect(all.map(({ orderId }) => orderId)).to.deep.equal(["3", "4"]);
    });
  });
}
