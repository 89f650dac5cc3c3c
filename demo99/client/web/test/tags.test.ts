import { expect } from "chai";
import { describe, it } from "mocha";
import { moved, notChosen } from "../page/tags/completion.ts";

describe("the completion of a tag", () => {
  it("goes from what is typed through all options, and back", () => {
    const down = [notChosen, 0, 1].map((at) => moved(at, "ArrowDown", 2));
    const up = [notChosen, 1, 0].map((at) => moved(at, "ArrowUp", 2));

    expect(down).to.deep.equal([0, 1, notChosen]);
    expect(up).to.deep.equal([1, 0, notChosen]);
  });

  it("stays at what is typed without any option", () => {
    expect(moved(notChosen, "ArrowDown", 0)).to.equal(notChosen);
  });
});
