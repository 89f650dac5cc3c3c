// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { createAnnouncements } from "#commons/announcements.ts";
import { Unavailable } from "#commons/errors.ts";
import { until } from "../../services/registry/test/until.ts";

describe("announcements", () => {
  it("are one message for changes at about the same time", async () => {
    const messages: unknown[][] = [];
    const broker = {
      announce: async (...message: unknown[]) => void messages.push(message),
    };
    const announce = createAnnouncements<string>(broker, "stock.changed");

    for (const number of ["1", "2", "3"]) announce(number);

    expect(messages).to.deep.equal([]);
    await until(() => messages.length > 0);
    expect(messages).to.deep.equal([
      ["stock.changed", { items: ["1", "2", "3"] }],
    ]);
  });

  it("wait for a broker that is unavailable", async () => {
    const messages: unknown[] = [];
    let failures = 2;
    const broker = {
      async announce(_topic: string, content: unknown) {
        if (failures-- > 0) throw new Unavailable("No broker.");
        messages.push(content);
      },
    };
    const announce = createAnnouncements<string>(broker, "stock.changed");

    announce("1");

    await until(() => messages.length > 0);
    expect(messages).to.deep.equal([{ items: ["1"] }]);
  });
});
