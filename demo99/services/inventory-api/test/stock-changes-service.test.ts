import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import { tellChanges } from "../src/stock-changes-service.ts";
import {
  createStockRepository,
  type StockRepository,
} from "../src/stock-repository.ts";

const number = "9798000000014";
const line = { number, quantity: 2 };
const move = { orderId: "a", since: new Date() };
const later = { orderId: "b", since: new Date() };

describe("stock changes", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let repository: StockRepository;
  let told: string[];

  beforeEach(() => {
    testDatabase = openTestDatabase();
    repository = createStockRepository(testDatabase.database);
    told = [];
  });
  afterEach(() => testDatabase.close());

  const tell = (changed: string) => void told.push(changed);

  it("are told once they are made, whatever makes them", async () => {
    const stock = tellChanges(repository, tell);
    const changes = [
      () => stock.set({ number, onHand: 5 }),
      () => stock.replace({ number, onHand: 6 }, "*"),
      () => stock.take(move, line),
      () => stock.giveBack(move, line),
      () => stock.takeBack(later, line),
    ];

    for (const change of changes) {
      const done = change();
      expect(told).to.deep.equal([]);
      await done;
      expect(told.splice(0)).to.deep.equal([number]);
    }
    expect((await stock.find(number))?.onHand).to.equal(8);
  });

  it("are told if they may have been made", async () => {
    const set = async () => {
      throw new Error("The reply is lost.");
    };
    const stock = tellChanges({ ...repository, set }, tell);

    const failure = await stock
      .set({ number, onHand: 5 })
      .catch((error: Error) => error.message);

    expect(failure).to.equal("The reply is lost.");
    expect(told).to.deep.equal([number]);
  });

  it("are not told of reads", async () => {
    const stock = tellChanges(repository, tell);

    await Promise.all([stock.find(number), stock.list([number])]);

    expect(told).to.deep.equal([]);
  });
});
