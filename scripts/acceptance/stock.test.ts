import { expect } from "chai";
import { describe, it } from "mocha";
import { book, sell } from "./kinds.ts";
import { expectProblem, refusal } from "./problems.ts";
import { newKey } from "./samples.ts";
import { send, store } from "./store.ts";

const unknown = "123456789999";

async function newNumber(): Promise<string> {
  return (await store.numbers.next("cd")).number;
}

describe("the stock", () => {
  it("is set and read", async () => {
    const number = await newNumber();

    expect(await store.stock.set(number, 5)).to.deep.equal({
      number,
      onHand: 5,
    });
    expect(await store.stock.get(number)).to.deep.equal({ number, onHand: 5 });
  });

  it("is set to what is said, not added to", async () => {
    const { number } = await sell(book, { stock: 7 });

    await store.stock.set(number, 3);
    await store.stock.set(number, 0);

    expect(await store.stock.get(number)).to.deep.equal({ number, onHand: 0 });
  });

  it("is set only as it was read: a sale is not overwritten", async () => {
    const { number } = await sell(book, { stock: 20 });
    const { etag } = await store.stock.read(number);
    const lines = [{ number, quantity: 3 }];
    await store.reservations.make({ orderId: newKey(), lines });

    const late = await refusal(store.stock.set(number, 22, etag));

    expect(late.status).to.equal(412);
    const read = await store.stock.read(number);
    expect(read.value.onHand).to.equal(17);
    await store.stock.set(number, 19, read.etag);
    expect((await store.stock.get(number)).onHand).to.equal(19);
    const none = await refusal(store.stock.set(await newNumber(), 1, "*"));
    expect(none.status).to.equal(412);
  });

  it("lists several lines and leaves out what it does not know", async () => {
    const [a, b] = [await newNumber(), await newNumber()];
    await store.stock.set(a, 1);
    await store.stock.set(b, 2);

    const { items } = await store.stock.list([a, unknown, b]);

    expect(items).to.have.deep.members([
      { number: a, onHand: 1 },
      { number: b, onHand: 2 },
    ]);
  });

  it("answers 404 for a line that does not exist", async () => {
    await expectProblem(await send("GET", `/stock/${unknown}`), 404);
    await expectProblem(await send("DELETE", `/stock/${unknown}`), 404);
  });

  it("deletes a line", async () => {
    const number = await newNumber();
    await store.stock.set(number, 5);

    expect((await send("DELETE", `/stock/${number}`)).status).to.equal(204);
    expect(await refusal(store.stock.get(number))).to.include({ status: 404 });
  });
});
