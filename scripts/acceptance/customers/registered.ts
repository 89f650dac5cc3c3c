import { expect } from "chai";
import { MongoClient } from "mongodb";
import { until } from "../../testing/until.ts";
import type { User } from "../accounts/doors.ts";
import { runningStage } from "../hooks.ts";

type Stored = { _id: string; name: string; email: string };

/** Waits until each user is a customer, once. */
export async function expectCustomers(users: User[], withinMs = 60_000) {
  const client = new MongoClient(runningStage().mongodbUrl);
  const customers = client.db("customer-api").collection<Stored>("customers");
  const emails = users.map(({ email }) => email);
  try {
    const stored = await until(
      "each user is a customer",
      async () => {
        const found = await customers
          .find({ email: { $in: emails } })
          .toArray();
        expect(found).to.have.length.at.least(users.length);
        return found;
      },
      { withinMs, everyMs: 100 },
    );
    const known = stored.map(({ _id: id, name, email }) => ({
      id,
      name,
      email,
    }));
    expect(known).to.have.deep.members(users);
  } finally {
    await client.close();
  }
}
