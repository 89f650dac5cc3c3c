import { expect } from "chai";
import { describe, it } from "mocha";
import { Binary } from "mongodb";
import { type Item, useDatabase } from "./database.ts";

describe("values in sort order", () => {
  const test = useDatabase();

  async function sorted(name: string, values: unknown[]) {
    const items = test.db.collection<Item>(name);
    await items.insertMany(values.map((value) => ({ value })));
    const found = await items.find().sort({ value: 1 }).toArray();
    return found.map(({ value }) => value);
  }

  it("have NaN before all other numbers", async () => {
    expect(await sorted("numbers", [1, Number.NaN, -1])).to.deep.equal([
      Number.NaN,
      -1,
      1,
    ]);
  });

  it("have short binary data before long", async () => {
    const values = [[1, 0], [2], [0, 0, 0]];
    const found = await sorted(
      "bytes",
      values.map((bytes) => new Binary(Buffer.from(bytes))),
    );

    expect(found.map((binary) => [...(binary as Binary).buffer])).to.deep.equal(
      [[2], [1, 0], [0, 0, 0]],
    );
  });
});
