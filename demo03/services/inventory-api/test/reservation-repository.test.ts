import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import {
  createReservationRepository,
  type ReservationRepository,
} from "../src/reservation-repository.ts";

const lines = [{ number: "9798000000014", quantity: 1 }];
const a = { orderId: "a", lines };

describe("reservation repository", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let reservations: ReservationRepository;

  beforeEach(() => {
    testDatabase = openTestDatabase();
    reservations = createReservationRepository(testDatabase.database);
  });
  afterEach(() => testDatabase.close());

  it("keeps the first decision about a reservation", async () => {
    await reservations.open(a);

    await reservations.settle("a", "RESERVED");
    const { status } = await reservations.settle("a", "CANCELLED");

    expect(status).to.equal("RESERVED");
  });

  it("lets one instance resume a reservation", async () => {
    await reservations.open(a);
    const refused = await reservations.settle("a", "REFUSED");
    while (Date.now() <= refused.since.getTime()) {
      await new Promise(setImmediate);
    }

    expect(await reservations.resume(refused)).to.include({ orderId: "a" });
    expect(await reservations.resume(refused)).to.equal(undefined);
  });

  it("does not mark a cancelled reservation as sold", async () => {
    await reservations.open(a);
    await reservations.cancel("a");

    const over = await reservations.sell(["a"], new Date(Date.now() + 1_000));

    expect(over).to.deep.equal([]);
    expect(await reservations.open(a)).not.to.have.property("isSold");
  });
});
