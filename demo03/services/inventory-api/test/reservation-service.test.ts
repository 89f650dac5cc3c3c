import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Conflict } from "#commons/errors.ts";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import { createRecovery } from "../src/reservation-recovery-service.ts";
import { createReservationRepository } from "../src/reservation-repository.ts";
import { createReservationService } from "../src/reservation-service.ts";
import {
  createStockRepository,
  type StockRepository,
} from "../src/stock-repository.ts";

const dune = "9798000000014";
const emma = "9798000000021";

describe("reservation service", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let stock: StockRepository;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    stock = createStockRepository(testDatabase.database);
    await stock.prepare([
      { number: dune, onHand: 3 },
      { number: emma, onHand: 1 },
    ]);
  });
  afterEach(() => testDatabase.close());

  function create(overrides: Partial<StockRepository> = {}) {
    const repository = createReservationRepository(testDatabase.database);
    const parts = { ...stock, ...overrides };
    const service = createReservationService(parts, repository);
    return { ...service, recover: createRecovery(parts, repository, service) };
  }

  const order = (orderId: string, duneCopies = 1, emmaCopies = 1) => ({
    orderId,
    lines: [
      { number: dune, quantity: duneCopies },
      { number: emma, quantity: emmaCopies },
    ],
  });

  async function onHand() {
    const lines = await stock.list([dune, emma]);
    return lines.map((line) => line.onHand);
  }

  async function conflict(promise: Promise<unknown>): Promise<Conflict> {
    const error = await promise.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );
    expect(error).to.be.instanceOf(Conflict);
    return error;
  }

  it("takes every line", async () => {
    expect(await create().reserve(order("a", 2))).to.deep.equal(order("a", 2));
    expect(await onHand()).to.deep.equal([1, 0]);
  });

  it("takes nothing if one line is short, and says which", async () => {
    const { members } = await conflict(create().reserve(order("a", 1, 2)));

    expect(members.shortages).to.deep.equal([
      { number: emma, quantity: 2, onHand: 1 },
    ]);
    expect(await onHand()).to.deep.equal([3, 1]);
  });

  it("treats an item without a stock line as short", async () => {
    const line = { number: "9798000000038", quantity: 1 };
    const { members } = await conflict(
      create().reserve({ orderId: "a", lines: [line] }),
    );

    expect(members.shortages).to.deep.equal([{ ...line, onHand: 0 }]);
  });

  it("reserves nothing when the stock cannot be read", async () => {
    const failing = create({
      take: async (orderId, line) => {
        if (line.number === emma) throw new Error("no database");
        return stock.take(orderId, line);
      },
    });

    const error = await failing.reserve(order("a")).catch((e) => e);

    expect(error).to.have.property("message", "no database");
    await create().recover(-1_000);
    expect(await onHand()).to.deep.equal([3, 1]);
  });

  it("returns the same result to a repeated order", async () => {
    const reservations = create();
    const twice = [order("a", 2), order("a", 2)];

    await Promise.all(twice.map(reservations.reserve));
    await reservations.reserve(order("a", 2));
    expect(await onHand()).to.deep.equal([1, 0]);

    await conflict(reservations.reserve(order("b")));
    await reservations.cancel("a");
    await conflict(reservations.reserve(order("b")));
    expect(await onHand()).to.deep.equal([3, 1]);
  });

  it("gives back what is cancelled, once", async () => {
    const reservations = create();
    await reservations.reserve(order("a"));

    await Promise.all([reservations.cancel("a"), reservations.cancel("a")]);
    await reservations.cancel("never-made");

    expect(await onHand()).to.deep.equal([3, 1]);
  });

  it("refuses an order that was cancelled before it arrived", async () => {
    const reservations = create();

    await reservations.cancel("a");

    await conflict(reservations.reserve(order("a")));
    expect(await onHand()).to.deep.equal([3, 1]);
  });

  it("recovers from a crash after the first line", async () => {
    const crash = () => new Promise<never>(() => {});
    const crashing = create({
      take: (orderId, line) =>
        line.number === dune ? stock.take(orderId, line) : crash(),
    });
    crashing.reserve(order("a", 2));
    while ((await onHand())[0] !== 1);

    await create().recover(0);

    expect(await onHand()).to.deep.equal([3, 1]);
    await conflict(create().reserve(order("a", 2)));
  });

  it("recovers from a crash in the middle of a cancellation", async () => {
    const reservations = create();
    await reservations.reserve(order("a", 2));
    const giveBack: StockRepository["giveBack"] = async (orderId, line) => {
      await stock.giveBack(orderId, line);
      if (line.number === dune) throw new Error("crash");
    };
    await create({ giveBack })
      .cancel("a")
      .catch(() => {});

    await reservations.recover(0);

    expect(await onHand()).to.deep.equal([3, 1]);
  });

  describe("after a time", () => {
    const later = () => create().recover(-1_000);

    async function keys() {
      const documents = testDatabase.database.collection("stock").find();
      return (await documents.toArray()).flatMap(({ holds = {} }) =>
        Object.keys(holds),
      );
    }

    it("keeps nothing of an order in its stock lines", async () => {
      await create().reserve(order("sold"));
      await conflict(create().reserve(order("short", 9)));
      await create().cancel("cancelled");
      expect(await keys()).to.include("sold");

      await later();

      expect(await keys()).to.deep.equal([]);
      expect(await create().reserve(order("sold"))).to.deep.equal(
        order("sold"),
      );
      expect(await onHand()).to.deep.equal([2, 0]);
    });

    it("takes nothing for an order that has ended", async () => {
      const since = new Date(Date.now() - 60_000);
      const line = { number: dune, quantity: 1 };
      await stock.take({ orderId: "a", since }, line);
      await stock.forget(dune, [{ orderId: "a", since }]);

      expect(await stock.take({ orderId: "a", since }, line)).to.equal(false);
      expect(await onHand()).to.deep.equal([2, 1]);
    });

    it("gives back what was sold, once", async () => {
      await create().reserve(order("a", 2));
      await later();

      await Promise.all([create().cancel("a"), create().cancel("a")]);
      expect(await onHand()).to.deep.equal([3, 1]);
      await later();
      await create().cancel("a");
      await later();

      expect(await onHand()).to.deep.equal([3, 1]);
      expect(await keys()).to.deep.equal([]);
      await conflict(create().reserve(order("a", 2)));
    });

    it("recovers from a crash while it gives back what was sold", async () => {
      await create().reserve(order("a", 2));
      await later();
      const takeBack: StockRepository["takeBack"] = async (move, line) => {
        const isDone = await stock.takeBack(move, line);
        if (line.number === dune) throw new Error("crash");
        return isDone;
      };
      await create({ takeBack })
        .cancel("a")
        .catch(() => {});

      await later();
      await later();

      expect(await onHand()).to.deep.equal([3, 1]);
      expect(await keys()).to.deep.equal([]);
    });

    it("gives back a cancelled order while its holds are being removed", async () => {
      await create().reserve(order("a", 2));
      const forget: StockRepository["forget"] = async (number, moves) => {
        await create().cancel("a");
        await stock.forget(number, moves);
        await create().cancel("a");
      };

      await create({ forget }).recover(0);
      await later();
      await later();

      expect(await onHand()).to.deep.equal([3, 1]);
      expect(await keys()).to.deep.equal([]);
    });
  });

  it("ignores finished and recent reservations", async () => {
    const reservations = create();
    await reservations.reserve(order("a", 2));

    await reservations.recover(0);
    await reservations.recover(60_000);

    expect(await onHand()).to.deep.equal([1, 0]);
  });
});
