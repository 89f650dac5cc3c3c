import { inFile, type Mutant } from "./mutant.ts";

/** Faults in the runner, lessons and shoppers. */
export const toolMutants: Mutant[] = [
  ...inFile(
    "scripts/stage/escape.ts",
    ["scripts/stage/test/escape.test.ts"],
    [
      ["print format characters as they are", "\\p{Cf}", ""],
      ["escape line ends", "\\t\\n", "\\t"],
    ],
  ),
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
