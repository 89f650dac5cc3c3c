import { inFile, type Mutant } from "./mutant.ts";

/** Faults in lessons and shoppers. */
export const toolMutants: Mutant[] = [
  ...inFile(
    "scripts/lessons/served-calls.ts",
    ["scripts/lessons/test/served-calls.test.ts"],
    [
      [
        "call an idle service fair",
        "return mean > 0 && shares",
        "return shares",
      ],
      [
        "let a share be two off",
        "Math.abs(calls - mean) <= 1",
        "Math.abs(calls - mean) <= 2",
      ],
    ],
  ),
  ...inFile(
    "scripts/lessons/play.ts",
    ["scripts/lessons/test/play.test.ts"],
    [
      [
        "take a harness error for a verdict",
        'return { result: "harness error", because };',
        'return { result: "holds", because };',
      ],
      ["leave the stage running", "if (!on) await opened.close();", ""],
    ],
  ),
  ...inFile(
    "scripts/bdd/scenarios.ts",
    ["scripts/bdd/test/scenarios.test.ts"],
    [
      ["pass a step that is not ready", "strict: true", "strict: false"],
      [
        "name no failure of a scenario",
        "failures.push(...failuresIn(testStepFinished.testStepResult));",
        "",
      ],
    ],
  ),
  ...inFile(
    "scripts/bdd.ts",
    ["scripts/bdd/test/command.test.ts"],
    [
      [
        "end well although a scenario has failed",
        "success ? 0 : 1",
        "success ? 0 : 0",
      ],
      ["leave the stage running that was started", "await close();", ""],
    ],
  ),
  ...inFile(
    "scripts/shoppers/tally.ts",
    ["scripts/shoppers/test/report.test.ts"],
    [
      [
        "round a percentile down",
        "Math.ceil((percent / 100)",
        "Math.floor((percent / 100)",
      ],
    ],
  ),
];
