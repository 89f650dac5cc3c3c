// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { createCommands } from "../commands.ts";
import type { Instance } from "../instance.ts";
import { createPaint } from "../paint.ts";
import type { Stage } from "../stage.ts";

const ids = ["book-api/1", "number-api/1", "number-api/2"];
const instances = ids.map((id) => ({ id, service: id.split("/")[0] }));
const stage = {
  instances: () => instances as Instance[],
  queues: [] as string[],
} as Stage;

describe("the Tab key while a stage runs", () => {
  const { complete } = createCommands(stage, () => {}, createPaint(false));

  it("completes a command", () => {
    expect(complete("re")).to.deep.equal([["resume ", "restart "], "re"]);
    expect(complete("cl")).to.deep.equal([["clear "], "cl"]);
  });

  it("completes a service, and an instance where there are several", () => {
    expect(complete("kill b")).to.deep.equal([["book-api "], "b"]);
    expect(complete("kill num")[0]).to.deep.equal([
      "number-api ",
      "number-api/1 ",
      "number-api/2 ",
    ]);
  });

  it("completes nothing where a number is due", () => {
    expect(complete("scale number-api ")).to.deep.equal([[], ""]);
  });
});

describe("a line typed while a stage runs", () => {
  const { answer } = createCommands(stage, () => {}, createPaint(false));

  it("suggests the command that is meant", async () => {
    expect(await answer("hlep")).to.equal(
      'There is no command "hlep". Did you mean help?',
    );
    expect(await answer("oven")).to.equal(
      'There is no command "oven". Type help.',
    );
  });
});
