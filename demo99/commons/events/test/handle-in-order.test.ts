import { expect } from "chai";
import { describe, it } from "mocha";
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
