// @from-99

import { describe, it } from "mocha";
import { findFeatures } from "../../bdd/features.ts";
import { openScenarios } from "../../bdd/scenarios.ts";
import { runningStage } from "../hooks.ts";
import { stageDirectory } from "../store.ts";

const { list, run } = await openScenarios(stageDirectory);
const scenarios = await list(findFeatures(stageDirectory, []));

describe("the features in bdd/", () => {
  for (const { name, uri, location } of scenarios) {
    const place = `${uri}:${location.line}`;

    it(`${name} (${place})`, async () => {
      const parameters = { gatewayUrl: runningStage().url("gateway") };
      let report = "";

      const { success, failures } = await run({
        paths: [place],
        parameters,
        print: (text) => {
          report += text;
        },
      });

      if (!success) throw new Error([...failures, report].join("\n"));
    }).timeout(90_000);
  }
});
