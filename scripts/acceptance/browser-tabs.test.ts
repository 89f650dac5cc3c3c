// @from-02 @on-last @long

import { it } from "mocha";
import { describeInBrowser } from "./browser.ts";
import { runningStage } from "./hooks.ts";

/** A browser opens six connections to an origin: one tab more. */
const tabs = 7;

describeInBrowser("a page about the system", (open) => {
  it("shows the current state in seven tabs at the same time", async () => {
    const { services, url } = runningStage();
    const hasMonitoring = services.some(({ name }) => name === "monitoring");
    const baseURL = url(hasMonitoring ? "monitoring" : "registry");
    const context = (await open("/", { as: "guest", baseURL })).context();

    for (let tab = 1; tab < tabs; tab++) {
      const page = await context.newPage();
      await page.goto("/");
      await page.getByRole("heading", { level: 1 }).waitFor();
    }

    for (const page of context.pages()) {
      await page.waitForResponse(`${baseURL}/overview`);
    }
  });
});
