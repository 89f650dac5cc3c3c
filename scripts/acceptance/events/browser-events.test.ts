// @from-99 @long

import { expect } from "chai";
import { after, before, it } from "mocha";
import { until } from "../../testing/until.ts";
import { describeInBrowser } from "../browser.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { unique } from "../samples.ts";
import {
  baker,
  startBaker,
  takeAll,
  withBaker,
  withoutBaker,
} from "./baker.ts";
import { publish, untilProgress } from "./bus.ts";

const busUrl = "http://localhost:8115";

/** Whether the bus has reported a request with this path since then. */
async function isTraced(path: string, since: number): Promise<boolean> {
  const query = new URLSearchParams({
    serviceName: "event-bus",
    annotationQuery: `http.path=${path}`,
    lookback: `${Date.now() - since}`,
  });
  const url = `${runningStage().url("tracing")}/api/v2/traces?${query}`;
  return (await (await fetch(url)).json()).length > 0;
}

describeInBrowser("the page of the event bus", (open) => {
  let fake: Awaited<ReturnType<typeof startBaker>>;

  before(async () => {
    fake = await startBaker();
    await restartWith("event-bus/1", withBaker);
  });
  after(async () => {
    await fake.close();
    await restartWith("event-bus/1", withoutBaker);
  });

  it("shows events as they come, and lets staff deliver again what was set aside", async () => {
    const [bad, next] = [unique(), unique()];
    fake.answer = (events) => {
      const handled = events.findIndex(({ id }) => id === bad);
      if (handled < 0) return takeAll(events);
      return { handled, error: "Too sweet." };
    };
    const page = await open("/", { as: "guest", baseURL: busUrl });
    await publish(bad);
    await publish(next);

    const newest = page.getByRole("list", { name: "Newest events" });
    await newest.getByText(next).waitFor();
    const row = page.getByRole("row").filter({ hasText: "Too sweet." });
    await row.getByText(bad).waitFor();
    expect(await page.getByRole("button", { name: /again/ }).count()).to.equal(
      0,
    );
    fake.answer = takeAll;
    await page.getByLabel("user name").fill("admin");
    await page.getByLabel("password").fill("oven-mitts");
    await page.getByRole("button", { name: "Log in" }).click();
    const again = `Deliver ${bad} again to ${baker}`;
    await page.getByRole("button", { name: again }).click();

    await row.waitFor({ state: "detached" });
    await until("the event", () => fake.got.some(({ id }) => id === bad));
  });

  it("shows the progress of a replay", async () => {
    const { position } = await untilProgress(baker, { lag: 0 });
    const page = await open("/", { as: "guest", baseURL: busUrl });
    await page.getByLabel("user name").fill("admin");
    await page.getByLabel("password").fill("oven-mitts");
    await page.getByRole("button", { name: "Log in" }).click();
    const replay = page.getByRole("button", { name: `Replay ${baker}` });
    await replay.waitFor();
    fake.got.length = 0;
    let isSeen = false;
    fake.answer = (events) => {
      if (isSeen) return takeAll(events);
      return events[0]?.position === 1 ? { handled: 1 } : undefined;
    };

    await replay.click();

    const row = page.getByRole("row").filter({ hasText: baker });
    await row.getByText(`1 of ${position}`, { exact: true }).waitFor();
    isSeen = true;
    await row.getByText("up to date").waitFor({ timeout: 20_000 });
    const positions = new Set(fake.got.map((it) => it.position));
    expect(positions.size).to.equal(position);
  });

  it("fits a narrow window, also with the longest id", async () => {
    const page = await open("/", { as: "guest", baseURL: busUrl });
    await page.setViewportSize({ width: 390, height: 800 });
    const long = `${unique()}-${"x".repeat(64)}`.slice(0, 64);
    await publish(long);

    await page.getByText(long).waitFor();
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth,
    );
    expect(width).to.equal(390);
  });

  it("leaves no traces of its polls, which would hide all others", async () => {
    const since = Date.now();
    const page = await open("/", { as: "guest", baseURL: busUrl });
    await page.waitForResponse("**/overview");
    await publish(unique());

    await until("the trace of the event", () => isTraced("/events", since));

    expect(await isTraced("/overview", since)).to.equal(false);
  }).timeout(60_000);

  it("refuses customers, and says why", async () => {
    const page = await open("/", { as: "guest", baseURL: busUrl });
    await page.getByLabel("user name").fill("alice");
    await page.getByLabel("password").fill("wonderland");
    await page.getByRole("button", { name: "Log in" }).click();

    await page.getByRole("button", { name: `Replay ${baker}` }).click();

    await page.getByText("The role customer may not do this.").waitFor();
  });
});
