import { expect } from "chai";
import { describe, it } from "mocha";
import { openTestDatabase } from "../../../commons/test/test-database.ts";
import { createReservationRepository } from "../src/reservation-repository.ts";

describe("reservation repository", () => {
  it("keeps the first decision about a reservation", async () => {
    const testDatabase = openTestDatabase();
    const reservations = createReservationRepository(testDatabase.database);
    const lines = [{ number: "9798000000014", quantity: 1 }];
    await reservations.open({ orderId: "a", lines });

    await reservations.settle("a", "RESERVED");
    const { status } = await reservations.settle("a", "CANCELLED");

    expect(status).to.equal("RESERVED");
    await testDatabase.close();
  });
});
