import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import {
  createStockRepository,
  type StockRepository,
} from "../src/stock-repository.ts";

const since = new Date();
const a = { orderId: "a", since };
const b = { orderId: "b", since };
const line = { number: "9798000000014", quantity: 2 };

describe("stock repository", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let stock: StockRepository;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    stock = createStockRepository(testDatabase.database);
    await stock.set({ number: line.number, onHand: 5 });
  });
  afterEach(() => testDatabase.close());

  const onHand = async () => (await stock.find(line.number))?.onHand;

  it("takes the copies of an order once", async () => {
    expect(await stock.take(a, line)).to.equal(true);
    expect(await stock.take(a, line)).to.equal(true);

    expect(await onHand()).to.equal(3);
  });

  it("gives back once what an order holds", async () => {
    await stock.take(a, line);

    await stock.giveBack(a, line);
    await stock.giveBack(a, line);
    await stock.giveBack(b, line);

    expect(await onHand()).to.equal(5);
  });

  it("takes nothing for an order that was cancelled before", async () => {
    await stock.giveBack(a, line);

    expect(await stock.take(a, line)).to.equal(false);
    expect(await onHand()).to.equal(5);
  });

  it("gives back once what was sold, also after holds are removed", async () => {
    const cancelled = { orderId: "a", since: new Date(since.getTime() + 1) };
    await stock.take(a, line);
    await stock.forget(line.number, [a]);

    await stock.takeBack(cancelled, line);
    await stock.forget(line.number, [a]);
    await stock.takeBack(cancelled, line);

    expect(await onHand()).to.equal(5);
  });
});
