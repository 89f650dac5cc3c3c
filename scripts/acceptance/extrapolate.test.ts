// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { runCommand } from "../stage/test/fixture.ts";
import { until } from "../testing/until.ts";
import { runningStage } from "./hooks.ts";
import { send, store } from "./store.ts";

describe("npm run extrapolate --into a running store", () => {
  it("adds items with the store's numbers, and posts about them", async () => {
    const url = runningStage().url("gateway");
    const size = ["--items", "12", "--posts", "1", "--seed", "77"];

    const args = ["extrapolate", ...size, "--into", url];
    const { exited, output } = runCommand(args);

    expect(await exited, output.stderr).to.equal(0);
    expect(output.stderr).to.match(/Added: 12 items · 1 posts · nothing ref/);
    await until("there is a post about an item that is sold", async () => {
      const [post] = (await (await send("GET", "/posts?limit=1")).json()).items;
      const number = [post.number];
      const { books, cds, dvds } = store;
      const lists = [books.list(number), cds.list(number), dvds.list(number)];
      const found = await Promise.all<{ items: unknown[] }>(lists);
      return found.flatMap(({ items }) => items).length === 1;
    });
  });
});
