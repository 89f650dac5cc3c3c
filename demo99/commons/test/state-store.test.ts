import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createStateStore } from "#commons/state-store.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";

type Pie = { id: string; slices: number; topping?: string };

const event = (id: string) => {
  return { id, type: "PieCut", data: { id }, at: new Date(1_000) };
};

describe("state store", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let pies: ReturnType<typeof createStateStore<Pie>>;

  const addSlice = (before: Pie | undefined): Pie => ({
    ...{ id: "a", ...before, slices: (before?.slices ?? 0) + 1 },
  });

  beforeEach(() => {
    testDatabase = openTestDatabase();
    pies = createStateStore<Pie>(testDatabase.database, "pies");
  });
  afterEach(() => testDatabase.close());

  it("makes a state, changes it, and says what it was", async () => {
    const first = await pies.change("a", addSlice);
    const second = await pies.change("a", addSlice);

    expect(first).to.deep.equal({
      before: undefined,
      after: { id: "a", slices: 1 },
    });
    expect(second.before).to.deep.equal(first.after);
    expect(await pies.find("a")).to.deep.equal({ id: "a", slices: 2 });
    expect(await pies.find("b")).to.equal(undefined);
  });

  it("removes a field that the new state does not have", async () => {
    await pies.change("a", () => ({ id: "a", slices: 1, topping: "plums" }));
    await pies.change("a", () => ({ id: "a", slices: 2 }));

    expect(await pies.find("a")).to.deep.equal({ id: "a", slices: 2 });
  });

  it("loses no change of those at the same time", async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => pies.change("a", addSlice)),
    );

    expect((await pies.find("a"))?.slices).to.equal(20);
  });

  it("stores events in the same write, and none for no change", async () => {
    await pies.change("a", addSlice, ({ before, after }) => {
      return [event(`${before?.slices} ${after?.slices}`), event("more")];
    });
    await pies.change(
      "a",
      (before) => before,
      () => [event("unchanged")],
    );
    await pies.change(
      "b",
      () => undefined,
      () => [event("none")],
    );

    const document = await pies.collection.findOne({ _id: "a" });
    const ids = document?.unpublished?.map(({ id }) => id);
    expect(ids).to.deep.equal(["undefined 1", "more"]);
    expect(await pies.collection.countDocuments()).to.equal(1);
    expect(await pies.find("a")).to.deep.equal({ id: "a", slices: 1 });
  });

  it("has no part of the outbox in a state", async () => {
    await pies.change("a", addSlice, () => [event("1")]);
    await pies.setAside("1", "No.");

    expect(await pies.find("a")).to.deep.equal({ id: "a", slices: 1 });
  });

  it("keeps the outbox when a later change has no events", async () => {
    await pies.change("a", addSlice, () => [event("1")]);
    await pies.change("a", addSlice, () => [event("2")]);
    await pies.change("a", addSlice);

    expect((await pies.listUnpublished())[0]?.id).to.equal("1");
    await pies.markPublished("1");
    expect((await pies.listUnpublished())[0]?.id).to.equal("2");
  });
});
