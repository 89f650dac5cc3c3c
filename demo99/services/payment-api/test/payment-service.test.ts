import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import {
  Conflict,
  FailedPrecondition,
  Invalid,
  NotFound,
  Unavailable,
} from "#commons/errors.ts";
import type { PaymentRepository } from "../src/payment-repository.ts";
import { createPaymentService } from "../src/payment-service.ts";
import type { Processor } from "../src/processor.ts";
import { createFakeProcessor } from "./fake-processor.ts";
import { createPaymentRepositoryInMemory } from "./payment-repository-in-memory.ts";

const order = {
  orderId: "order-1",
  customerReference: "alice",
  amountMinor: 1_250,
  currency: "eur",
  token: "tok_visa",
};
const { orderId } = order;
type Overrides = Partial<Omit<PaymentRepository & Processor, "find">>;
const withCard = (token: string) => ({ ...order, token });

describe("payment service", () => {
  let fake: ReturnType<typeof createFakeProcessor>;
  let payments: PaymentRepository;
  let steps: string[];

  beforeEach(() => {
    fake = createFakeProcessor();
    payments = createPaymentRepositoryInMemory();
    steps = [];
  });

  const customers = {
    async has(reference: string) {
      if (reference === "down") throw new Unavailable("customer-api is down");
      return reference === "alice";
    },
  };

  /** The methods; each call is noted, and some are replaced. */
  function noted<T extends object>(methods: T, overrides: Overrides): T {
    const entries = Object.entries(methods).map(([name, usual]) => [
      name,
      (...args: unknown[]) => {
        steps.push(name);
        const { [name as keyof Overrides]: run = usual } = overrides;
        return (run as typeof usual)(...args);
      },
    ]);
    return Object.fromEntries(entries);
  }

  function create(overrides: Overrides = {}) {
    return createPaymentService(
      noted(payments, overrides),
      noted(customers, overrides),
      noted(fake.processor, overrides),
    );
  }

  async function failure(promise: Promise<unknown>) {
    return promise.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );
  }

  const down = async () => {
    throw new Unavailable("does not answer");
  };

  /** Does the work; its reply is lost. */
  const thenLost =
    <A extends unknown[]>(work: (...args: A) => Promise<unknown>) =>
    async (...args: A) => {
      await work(...args);
      return down();
    };

  const status = async () => (await payments.find(orderId))?.status;
  const isOpen = async () =>
    (await payments.find(orderId))?.openSince !== undefined;

  describe("a payment", () => {
    it("is stored before the charge, and after it", async () => {
      const paid = await create().pay(order);

      expect(paid).to.include({ ...order, status: "PAID", last4: "4242" });
      expect(paid).to.deep.equal(await payments.find(orderId));
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
      expect(steps).to.deep.equal([
        ...["find", "has", "find", "save"],
        ...["charge", "find", "save"],
      ]);
    });

    it("is charged once, if it is repeated or made at once", async () => {
      const { pay } = create();

      const all = await Promise.all([pay(order), pay(order), pay(order)]);
      all.push(await pay(order));

      for (const paid of all) expect(paid.status).to.equal("PAID");
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("asks neither customer-api nor the processor again", async () => {
      await create().pay(order);
      steps = [];

      await create().pay(order);

      expect(steps).to.deep.equal(["find"]);
    });

    it("is refused with other data than before", async () => {
      await create().pay(order);
      const others = [
        { amountMinor: 1_251 },
        { currency: "usd" },
        { token: "tok_declined" },
        { customerReference: "bob" },
      ];

      for (const other of others) {
        const error = await failure(create().pay({ ...order, ...other }));
        expect(error).to.be.instanceOf(Conflict);
        expect(error).not.to.be.instanceOf(FailedPrecondition);
      }
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("of an unknown customer is neither charged nor stored", async () => {
      const unknown = { ...order, customerReference: "stranger" };
      const error = await failure(create().pay(unknown));

      expect(error).to.be.instanceOf(FailedPrecondition);
      expect(steps).to.deep.equal(["find", "has"]);
      expect(await payments.find(orderId)).to.equal(undefined);
    });

    it("is neither charged nor stored while customer-api is down", async () => {
      const unknown = { ...order, customerReference: "down" };
      const error = await failure(create().pay(unknown));

      expect(error).to.be.instanceOf(Unavailable);
      expect(await payments.find(orderId)).to.equal(undefined);
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("with a declined card is stored with the reason", async () => {
      const declined = await create().pay(withCard("tok_declined"));

      expect(declined).to.include({ status: "DECLINED", last4: "0002" });
      expect(declined.reason).to.equal("The card was declined.");
      expect(await create().pay(withCard("tok_declined"))).to.deep.equal(
        declined,
      );
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("with a refused token is not stored, and another is accepted", async () => {
      const error = await failure(create().pay(withCard("tok_other")));

      expect(error).to.be.instanceOf(Invalid);
      expect(await payments.find(orderId)).to.equal(undefined);
      expect((await create().pay(order)).status).to.equal("PAID");
    });

    it("is not charged if it cannot be stored", async () => {
      expect(await failure(create({ save: down }).pay(order))).to.be.instanceOf(
        Unavailable,
      );
      expect(await fake.ledger()).to.deep.equal([]);
      expect(await status()).to.equal(undefined);
    });

    it("is cancelled later if the reply of the database was lost", async () => {
      const save = thenLost(payments.save);
      await failure(create({ save }).pay(order));
      expect(await status()).to.equal("PENDING");

      await create().recover(-1);

      expect(await status()).to.equal("CANCELLED");
      expect(await isOpen()).to.equal(false);
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("is open while the processor is down, and paid by the next call", async () => {
      const error = await failure(create({ charge: down }).pay(order));

      expect(error).to.be.instanceOf(Unavailable);
      expect(await status()).to.equal("PENDING");
      expect((await create().pay(order)).status).to.equal("PAID");
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("is found by the next call if the reply to the charge was lost", async () => {
      const charge = thenLost(fake.processor.charge);
      await failure(create({ charge }).pay(order));

      expect((await create().pay(order)).status).to.equal("PAID");
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("is found by the next call if the outcome could not be stored", async () => {
      let saves = 0;
      const save: typeof payments.save = (payment) =>
        ++saves === 2 ? down() : payments.save(payment);
      await failure(create({ save }).pay(order));
      expect(await status()).to.equal("PENDING");

      expect((await create().pay(order)).status).to.equal("PAID");
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });
  });

  describe("the recovery of payments", () => {
    it("stores the outcome of a charge whose reply was lost", async () => {
      const charge = thenLost(fake.processor.charge);
      await failure(create({ charge }).pay(order));

      await create().recover(-1);

      expect(await payments.find(orderId)).to.include({
        ...{ status: "PAID", last4: "4242", openSince: undefined },
      });
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("cancels what the processor does not know, also if it comes late", async () => {
      await failure(create({ charge: down }).pay(order));
      const pending = await payments.find(orderId);

      await create().recover(-1);

      expect(await status()).to.equal("CANCELLED");
      const late = await fake.processor.charge(pending ?? expect.fail());
      expect(late.status).to.equal("CANCELLED");
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("undoes no payment that succeeds at the same time", async () => {
      const find: Processor["find"] = async (key) => {
        const before = await fake.processor.find(key);
        await create().pay(order);
        return before;
      };
      await failure(create({ charge: down }).pay(order));

      const repository = payments;
      await createPaymentService(repository, customers, {
        ...fake.processor,
        find,
      }).recover(-1);

      expect(await status()).to.equal("PAID");
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("leaves young payments, and those that are settled", async () => {
      await failure(create({ charge: down }).pay(order));
      await create().recover(60_000);
      expect(await status()).to.equal("PENDING");

      await create().pay(order);
      steps = [];
      await create().recover(-1);

      expect(steps).to.deep.equal(["findOpenBefore"]);
    });

    it("settles the others if one of them fails", async () => {
      await failure(create({ charge: down }).pay(order));
      const other = { ...order, orderId: "order-2" };
      await failure(create({ charge: down }).pay(other));
      const find: Processor["find"] = (key) =>
        key === orderId ? down() : fake.processor.find(key);
      const { recover } = createPaymentService(payments, customers, {
        ...fake.processor,
        find,
      });

      expect(await failure(recover(-1))).to.be.instanceOf(Unavailable);

      expect(await status()).to.equal("PENDING");
      expect((await payments.find("order-2"))?.status).to.equal("CANCELLED");
    });
  });

  describe("a cancellation", () => {
    it("comes before the payment: it is refused then", async () => {
      expect((await create().cancel(orderId)).status).to.equal("CANCELLED");

      const error = await failure(create().pay(order));

      expect(error).to.be.instanceOf(FailedPrecondition);
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("voids the charge of a paid order, once", async () => {
      await create().pay(order);

      for (const _ of [1, 2]) {
        expect((await create().cancel(orderId)).status).to.equal("CANCELLED");
      }
      expect(await fake.moved(orderId)).to.deep.equal([
        ...["CHARGE 1250", "VOID 1250"],
      ]);
    });

    it("voids a charge whose reply was lost", async () => {
      const charge = thenLost(fake.processor.charge);
      await failure(create({ charge }).pay(order));

      await create().cancel(orderId);

      expect(await fake.moved(orderId)).to.deep.equal([
        ...["CHARGE 1250", "VOID 1250"],
      ]);
    });

    it("wins against a charge that is being made", async () => {
      const charge: Processor["charge"] = async (payment) => {
        await create().cancel(orderId);
        return fake.processor.charge(payment);
      };

      const error = await failure(create({ charge }).pay(order));

      expect(error).to.be.instanceOf(FailedPrecondition);
      expect(await status()).to.equal("CANCELLED");
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("wins against a charge that was just made", async () => {
      const charge: Processor["charge"] = async (payment) => {
        const outcome = await fake.processor.charge(payment);
        await create().cancel(orderId);
        return outcome;
      };

      const error = await failure(create({ charge }).pay(order));

      expect(error).to.be.instanceOf(FailedPrecondition);
      expect(await status()).to.equal("CANCELLED");
      expect(await fake.moved(orderId)).to.deep.equal([
        ...["CHARGE 1250", "VOID 1250"],
      ]);
    });

    it("is kept while the processor is down, and done later", async () => {
      await create().pay(order);
      const error = await failure(create({ cancel: down }).cancel(orderId));
      expect(error).to.be.instanceOf(Unavailable);
      expect(await status()).to.equal("CANCELLED");

      await create().recover(-1);

      expect(await isOpen()).to.equal(false);
      expect(await fake.moved(orderId)).to.deep.equal([
        ...["CHARGE 1250", "VOID 1250"],
      ]);
    });

    it("changes nothing if no money is taken", async () => {
      await create().pay(withCard("tok_declined"));

      expect((await create().cancel(orderId)).status).to.equal("DECLINED");
    });
  });

  describe("a required action", () => {
    const payWithAction = () => create().pay(withCard("tok_requires_action"));

    it("has a URL, and takes no money", async () => {
      const payment = await payWithAction();

      expect(payment.status).to.equal("REQUIRES_ACTION");
      expect(payment.actionUrl).to.match(/^http:/);
      expect(await isOpen()).to.equal(true);
      expect(await payWithAction()).to.deep.equal(payment);
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("leads to a charge when it is confirmed, once", async () => {
      await payWithAction();

      for (const approved of [true, true, false]) {
        const { status } = await create().complete(orderId, approved);
        expect(status).to.equal("PAID");
      }
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("is learned when it was confirmed at the processor", async () => {
      const withAction = withCard("tok_requires_action");
      const learn: Record<string, () => Promise<unknown>> = {
        get: () => create().get("get"),
        pay: () => create().pay({ ...withAction, orderId: "pay" }),
        complete: () => create().complete("complete", false),
        recover: () => create().recover(-1),
      };
      for (const [name, ask] of Object.entries(learn)) {
        await create().pay({ ...withAction, orderId: name });
        expect((await create().get(name)).status).to.equal("REQUIRES_ACTION");
        await create().recover(-1);
        await fake.complete(name, true);

        await ask();

        const stored = await payments.find(name);
        expect(stored?.status, name).to.equal("PAID");
        expect(stored?.openSince, name).to.equal(undefined);
        expect(await fake.moved(name)).to.deep.equal(["CHARGE 1250"]);
      }
    });

    it("leads to no charge when it is rejected", async () => {
      await payWithAction();

      for (const approved of [false, true]) {
        const payment = await create().complete(orderId, approved);
        expect(payment.status).to.equal("DECLINED");
        expect(payment.reason).to.equal("The charge was not confirmed.");
      }
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("is completed later if the reply was lost", async () => {
      await payWithAction();
      const complete = thenLost(fake.processor.complete);
      await failure(create({ complete }).complete(orderId, true));
      expect(await status()).to.equal("REQUIRES_ACTION");

      await create().recover(-1);

      expect(await status()).to.equal("PAID");
      expect(await fake.moved(orderId)).to.deep.equal(["CHARGE 1250"]);
    });

    it("is not undone by a late reply to the charge", async () => {
      const charge: Processor["charge"] = async (payment) => {
        const late = await fake.processor.charge(payment);
        await payWithAction();
        await failure(create({ complete: down }).complete(orderId, true));
        return late;
      };
      await create({ charge }).pay(withCard("tok_requires_action"));

      await create().recover(-1);

      expect(await status()).to.equal("PAID");
    });

    it("can be cancelled", async () => {
      await payWithAction();
      await create().cancel(orderId);

      const error = await failure(create().complete(orderId, true));

      expect(error).to.be.instanceOf(FailedPrecondition);
      expect(await fake.ledger()).to.deep.equal([]);
    });

    it("is refused where none is required", async () => {
      expect(await failure(create().complete(orderId, true))).to.be.instanceOf(
        NotFound,
      );
      await create().pay(order);

      expect(await failure(create().complete(orderId, true))).to.be.instanceOf(
        FailedPrecondition,
      );
    });
  });

  describe("a refund", () => {
    it("returns the money, once", async () => {
      await create().pay(order);

      for (const _ of [1, 2]) {
        expect((await create().refund(orderId)).status).to.equal("REFUNDED");
      }
      expect(await fake.moved(orderId)).to.deep.equal([
        ...["CHARGE 1250", "REFUND 1250"],
      ]);
    });

    it("is kept while the processor is down, and done later", async () => {
      await create().pay(order);
      await failure(create({ refund: down }).refund(orderId));
      expect(await status()).to.equal("REFUNDED");

      await create().recover(-1);

      expect(await isOpen()).to.equal(false);
      expect(await fake.moved(orderId)).to.deep.equal([
        ...["CHARGE 1250", "REFUND 1250"],
      ]);
    });

    it("is refused where nothing is paid", async () => {
      expect(await failure(create().refund(orderId))).to.be.instanceOf(
        NotFound,
      );
      await create().cancel(orderId);

      expect(await failure(create().refund(orderId))).to.be.instanceOf(
        FailedPrecondition,
      );
    });

    it("is not voided by a later cancellation", async () => {
      await create().pay(order);
      await create().refund(orderId);

      expect((await create().cancel(orderId)).status).to.equal("REFUNDED");
      expect(await fake.moved(orderId)).to.have.length(2);
    });
  });

  it("gets and lists payments", async () => {
    expect(await failure(create().get(orderId))).to.be.instanceOf(NotFound);
    for (const index of [1, 2, 3]) {
      await create().pay({ ...order, orderId: `order-${index}` });
    }
    const query = { customerReference: "alice", limit: 2 };

    const page = await create().list({ ...query, after: undefined });

    expect(page.items).to.have.length(2);
    expect(page.next).to.be.a("string");
    expect((await create().get(orderId)).orderId).to.equal(orderId);
  });
});
