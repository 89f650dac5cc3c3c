import { expect } from "chai";
import { describe, it } from "mocha";
import { expectProblem, refusal } from "./problems.ts";
import { answersOf, atOnce, newKey } from "./samples.ts";
import { send, store } from "./store.ts";

async function stocked(onHand: number): Promise<string> {
  const { number } = await store.numbers.next("dvd");
  await store.stock.set(number, onHand);
  return number;
}

async function onHand(number: string): Promise<number> {
  return (await store.stock.get(number)).onHand;
}

describe("a reservation", () => {
  it("takes each of its lines out of the stock", async () => {
    const [a, b] = [await stocked(5), await stocked(5)];
    const lines = [
      { number: a, quantity: 2 },
      { number: b, quantity: 5 },
    ];
    const json = { orderId: newKey(), lines };

    const response = await send("POST", "/reservations", { json });

    expect(response.status).to.equal(201);
    expect(await response.json()).to.deep.include(json);
    expect([await onHand(a), await onHand(b)]).to.deep.equal([3, 0]);
  });

  it("takes all of its lines or none, and names what is short", async () => {
    const [a, b] = [await stocked(5), await stocked(1)];
    const lines = [
      { number: a, quantity: 2 },
      { number: b, quantity: 3 },
    ];
    const json = { orderId: newKey(), lines };

    const response = await send("POST", "/reservations", { json });

    const problem = await expectProblem(response, 409);
    expect(problem.shortages).to.deep.equal([
      { number: b, quantity: 3, onHand: 1 },
    ]);
    expect([await onHand(a), await onHand(b)]).to.deep.equal([5, 1]);
  });

  it("is refused for what is not in the inventory", async () => {
    const number = "123456789999";
    const lines = [{ number, quantity: 1 }];

    const problem = await refusal(
      store.reservations.make({ orderId: newKey(), lines }),
    );

    expect(problem.status).to.equal(409);
    expect(problem.shortages).to.deep.equal([
      { number, quantity: 1, onHand: 0 },
    ]);
  });

  it("does not oversell when one number stands on two lines", async () => {
    const number = await stocked(3);
    const lines = [
      { number, quantity: 2 },
      { number, quantity: 2 },
    ];

    const { status } = await refusal(
      store.reservations.make({ orderId: newKey(), lines }),
    );

    expect(status).to.be.oneOf([400, 409]);
    expect(await onHand(number)).to.equal(3);
  });

  it("gives the same answer again and takes nothing twice", async () => {
    const number = await stocked(5);
    const reservation = {
      orderId: newKey(),
      lines: [{ number, quantity: 2 }],
    };
    const first = await store.reservations.make(reservation);

    const again = await store.reservations.make(reservation);

    expect(again).to.deep.equal(first);
    expect(await onHand(number)).to.equal(3);
  });

  it("is made once, however often it is asked for at once", async () => {
    const number = await stocked(50);
    const reservation = {
      orderId: newKey(),
      lines: [{ number, quantity: 2 }],
    };

    const made = await answersOf(
      atOnce(10, () => store.reservations.make(reservation)),
    );

    expect(made).to.have.length.at.least(1);
    expect(await onHand(number)).to.equal(48);
  });

  it("does not take more when it comes again with other lines", async () => {
    const number = await stocked(5);
    const orderId = newKey();
    const asking = (quantity: number) =>
      store.reservations.make({ orderId, lines: [{ number, quantity }] });
    const first = await asking(1);

    expect(await asking(3)).to.deep.equal(first);
    expect(await onHand(number)).to.equal(4);
  });

  it("sells the last copies once only", async () => {
    const number = await stocked(3);
    const lines = [{ number, quantity: 1 }];

    const made = await answersOf(
      atOnce(20, () => store.reservations.make({ orderId: newKey(), lines })),
    );

    expect(made).to.have.length(3);
    expect(await onHand(number)).to.equal(0);
  });
});

describe("cancelling a reservation", () => {
  it("gives the stock back", async () => {
    const number = await stocked(5);
    const orderId = newKey();
    await store.reservations.make({
      orderId,
      lines: [{ number, quantity: 2 }],
    });

    const response = await send("DELETE", `/reservations/${orderId}`);

    expect(response.status).to.equal(204);
    expect(await onHand(number)).to.equal(5);
  });

  it("gives it back once, however often it is asked for", async () => {
    const number = await stocked(5);
    const orderId = newKey();
    await store.reservations.make({
      orderId,
      lines: [{ number, quantity: 2 }],
    });

    await Promise.all(atOnce(5, () => store.reservations.cancel(orderId)));
    await store.reservations.cancel(orderId);

    expect(await onHand(number)).to.equal(5);
  });

  it("before it was made keeps it from being made", async () => {
    const number = await stocked(5);
    const orderId = newKey();

    await store.reservations.cancel(orderId);
    const { status } = await refusal(
      store.reservations.make({ orderId, lines: [{ number, quantity: 2 }] }),
    );

    expect(status).to.equal(409);
    expect(await onHand(number)).to.equal(5);
  });

  it("keeps it from being made again", async () => {
    const number = await stocked(5);
    const reservation = {
      orderId: newKey(),
      lines: [{ number, quantity: 2 }],
    };
    await store.reservations.make(reservation);
    await store.reservations.cancel(reservation.orderId);

    const { status } = await refusal(store.reservations.make(reservation));

    expect(status).to.equal(409);
    expect(await onHand(number)).to.equal(5);
  });

  it("while it is being made leaves nothing taken", async () => {
    const number = await stocked(100);
    const lines = [{ number, quantity: 1 }];

    const both = atOnce(30, async () => {
      const orderId = newKey();
      const making = store.reservations.make({ orderId, lines });
      const refused = making.then(
        () => undefined,
        ({ status }) => status,
      );
      await store.reservations.cancel(orderId);
      return refused;
    });

    // A reservation that was cancelled before it was made is a conflict.
    expect(await Promise.all(both)).to.satisfy((statuses: unknown[]) =>
      statuses.every((status) => status === undefined || status === 409),
    );
    expect(await onHand(number)).to.equal(100);
  });
});
