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

  /** The values of which the condition is true, in the order of insertion. */
  async function chosen(name: string, values: unknown[], value: object) {
    const items = test.db.collection<Item>(name);
    await items.insertMany(values.map((value, _id) => ({ _id, value })));
    const found = await items.find({ value }).toArray();
    return found.map(({ _id }) => _id);
  }

  it("are compared like that in conditions: short binary data first", async () => {
    const values = [[1, 0], [2], [0, 0, 0]].map(
      (bytes) => new Binary(Buffer.from(bytes)),
    );

    const longer = await chosen("longer", values, { $gt: values[1] });

    expect(longer).to.deep.equal([0, 2]);
  });

  it("are compared like that in conditions: NaN equals NaN", async () => {
    const condition = { $lte: Number.NaN };

    const found = await chosen("lowest", [1, Number.NaN, -1], condition);

    expect(found).to.deep.equal([1]);
  });
});
