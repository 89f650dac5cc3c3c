import { inFile, type Mutant } from "./mutant.ts";

const bench = ["scripts/bench/test/system.test.ts"];
const extrapolate = ["scripts/extrapolate/test/extrapolate.test.ts"];
const into = ["scripts/extrapolate/test/into.test.ts"];
const monolith = ["demo99/services/monolith/test/monolith.test.ts"];

/** Faults in the monolith, in its comparison, and in extrapolated data. */
export const monolithMutants: Mutant[] = [
  ...inFile("demo99/services/monolith/src/by-version.ts", monolith, [
    ["ignore the pinned version", "pinnedVersion() ?? ", ""],
    [
      "reply to an unknown version",
      "names.includes(name) &&",
      "versions[1] ||",
    ],
  ]),
  ...inFile("demo99/services/monolith/src/monolith.ts", monolith, [
    ["take the tags of no user", 'currentUser() ?? ""', '""'],
    ["leave out the tags", "      tags.routes,\n", ""],
    ["copy into no replica", '      { ...replica, name: "monolith" },\n', ""],
  ]),
  ...inFile(
    "scripts/repository/layering.ts",
    ["scripts/repository/layering.test.ts"],
    [
      [
        "let every service import another one",
        "!service || mayCompose",
        "service",
      ],
    ],
  ),
  ...inFile(
    "scripts/stage/services.ts",
    ["scripts/stage/test/services.test.ts"],
    [["start what needs its name", "instances > 0", "instances >= 0"]],
  ),
  ...inFile("scripts/bench/system.ts", bench, [
    ["call instances that are down", '&& state === "up"', ""],
    [
      "call one instance only",
      "running[turn++ % running.length]",
      "running[0]",
    ],
    ["count a 404 as a success", "status < 300", "status < 500"],
    ["call another version", "|| id === instance", "|| id"],
  ]),
  ...inFile("scripts/bench/outage.ts", bench, [
    ["leave what was killed down", "stage.restart(id)", "id"],
  ]),
  ...inFile(
    "scripts/bench/load.ts",
    ["scripts/bench/test/load.test.ts"],
    [["count no failure", "sample.failed++;", ""]],
  ),
  ...inFile("scripts/extrapolate/random.ts", extrapolate, [
    ["ignore the seed", "let state = seed;", "let state = 1;"],
  ]),
  ...inFile("scripts/extrapolate/items.ts", extrapolate, [
    ["give a number twice", "++last[base.kind]", "last[base.kind]"],
    ["make no new words", "isNew ?", "!isNew && !title ?"],
  ]),
  ...inFile("scripts/extrapolate/into.ts", into, [
    ["refuse what exceeds the rate limit", "!== 429", "!== 428"],
    ["go on after any number of failures", "++inARow < maxInARow", "true"],
    ["post about the made number", "number: about", "number"],
  ]),
];
