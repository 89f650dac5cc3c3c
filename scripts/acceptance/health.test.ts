// @on-every

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { runningStage } from "./hooks.ts";
import { stageDirectory } from "./store.ts";

type Services = { services: { name: string; instances: number }[] };

const file = readFileSync(join(stageDirectory, "stage.json"), "utf8");
const { services } = JSON.parse(file) as Services;
const started = services.filter(({ instances }) => instances > 0);

for (const { name } of started) {
  describe(`the service ${name}`, () => {
    it("answers a ping", async () => {
      const response = await fetch(`${runningStage().url(name)}/ping`);

      expect(response.status).to.equal(200);
      expect(await response.json()).to.deep.equal({ response: "pong" });
    });

    it("is healthy, and tells what it checked", async () => {
      const response = await fetch(`${runningStage().url(name)}/health`);

      expect(response.status).to.equal(200);
      const { status, checks } = await response.json();
      expect(status).to.equal("UP");
      expect(checks).to.be.an("object");
    });
  });
}
