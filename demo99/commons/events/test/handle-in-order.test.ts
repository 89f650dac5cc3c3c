import { expect } from "chai";
import { describe, it } from "mocha";
import { MongoServerError } from "mongodb";
import { Unavailable } from "#commons/errors.ts";
import { handleInOrder } from "#commons/events/handle-in-order.ts";
import { postAt } from "./serve-subscriber.ts";

describe("a delivery that takes long", () => {
  it("ends after a second, and the rest is delivered again", async () => {
    let time = 0;
    const handle = async () => {
      time += 400;
    };
    const events = [1, 2, 3, 4, 5].map((position) => postAt(position));

    const result = await handleInOrder(events, handle, undefined, () => time);

    expect(result).to.deep.equal({ handled: 3 });
  });
});

describe("a delivery during which the database fails", () => {
  const failAt = (failing: number) => async (event: { position: number }) => {
    if (event.position !== failing) return;
    throw new MongoServerError({ message: "not primary", code: 10107 });
  };
  const events = [postAt(1), postAt(2), postAt(3)];

  it("ends before the event, which is not refused", async () => {
    const result = await handleInOrder(events, failAt(2));

    expect(result).to.deep.equal({ handled: 1 });
  });

  it("is unavailable if that is the first event", async () => {
    const error = await handleInOrder(events, failAt(1)).catch((it) => it);

    expect(error).to.be.instanceOf(Unavailable);
    expect(error.cause.message).to.equal("not primary");
  });
});
