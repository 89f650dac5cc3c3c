import { expect } from "chai";
import { describe, it } from "mocha";
import { createLoops } from "../src/loops.ts";

describe("the loops of deliveries", () => {
  it("look once more if there was work while they ran", async () => {
    const steps: string[] = [];
    const loops = createLoops(
      async (name) => {
        // Then the loop is known to run.
        await null;
        steps.push(name);
        if (steps.length === 1) loops.start(name);
        return false;
      },
      () => {},
    );

    loops.start("a");
    await loops.ended();

    expect(steps).to.deep.equal(["a", "a"]);
  });

  it("can start again after an error", async () => {
    const errors: string[] = [];
    const loops = createLoops(
      async () => {
        throw new Error("no database");
      },
      ({ message }) => void errors.push(message),
    );

    for (let i = 0; i < 2; i++) {
      loops.start("a");
      await loops.ended();
    }

    expect(errors).to.deep.equal(["no database", "no database"]);
  });
});
