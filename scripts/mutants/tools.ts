import { inFile, type Mutant } from "./mutant.ts";

/** Faults in lessons, shoppers and the runner. */
export const toolMutants: Mutant[] = [
  ...inFile(
    "scripts/repository/layering.ts",
    ["scripts/repository/layering.test.ts"],
    [
      [
        "let an API import a repository",
        'layers: ["openapi", "service", "domain"]',
        'layers: ["openapi", "service", "repository", "domain"]',
      ],
      [
        "let a service read the messages of a contract",
        '["main", "api", "client"]',
        '["main", "api", "service", "client"]',
      ],
      [
        "leave out the layers of one service",
        "\\/[^/]+-(api|queue)",
        "\\/(?!payment)[^/]+-(api|queue)",
      ],
      [
        "let an API call another service",
        "|grpc\\/client\\.ts)/,\n  },\n  consumer",
        ")/,\n  },\n  consumer",
      ],
    ],
  ),
  ...inFile(
    "scripts/diagrams/connections.ts",
    ["scripts/diagrams/test/diagrams.test.ts"],
    [
      [
        "draw the calls of a comment",
        "const text = withoutComments(source.text);",
        "const { text } = source;",
      ],
      ["call each service with HTTP", 'scheme === "grpc"', "!scheme"],
      [
        "take a consumer for a publisher",
        "it.to === name && it.topic === topic",
        "it.to === topic",
      ],
    ],
  ),
  ...inFile(
    "scripts/diagrams/stage-code.ts",
    ["scripts/diagrams/test/diagrams.test.ts"],
    [
      [
        "leave out what services share",
        "reached.has(source.path) && ",
        "own.includes(source) && ",
      ],
      [
        "draw the calls of the platform for each service",
        " && !platform.has(source.path)",
        "",
      ],
    ],
  ),
  ...inFile(
    "scripts/diagrams/components.ts",
    ["scripts/diagrams/test/diagrams.test.ts"],
    [
      [
        "draw all imports",
        "[...imports].filter((path) => !reached.has(path))",
        "imports",
      ],
    ],
  ),
  ...inFile(
    "scripts/stage/escape.ts",
    ["scripts/stage/test/escape.test.ts"],
    [
      ["print format characters as they are", "\\p{Cf}", ""],
      ["escape line ends", "\\t\\n", "\\t"],
    ],
  ),
  ...inFile(
    "scripts/stage/local-env.ts",
    ["scripts/stage/test/local-env.test.ts"],
    [
      ["pass any HOST on", 'name !== "HOST" || !ignoredHost(env)', "name"],
      ["ignore every HOST", "if (!HOST || isIP(HOST))", "if (!HOST)"],
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
  ...inFile(
    "scripts/command/swallowed.ts",
    ["scripts/command/test/swallowed.test.ts"],
    [
      [
        "ignore options before the script's name",
        "const [, early] = cutAt(head, isMisplaced);",
        "const [, early] = cutAt([], isMisplaced);",
      ],
      [
        "run without options that the command does not have",
        "known.length === 0 && !didYouMean",
        "!didYouMean",
      ],
      ["take -on for a value", "/^--?([a-z]", "/^--([a-z]"],
    ],
  ),
  ...inFile(
    "scripts/command/npm-log.ts",
    ["scripts/command/test/swallowed.test.ts"],
    [
      [
        "read the log of another run",
        "given.every((word) => isGiven(word, before))",
        "true",
      ],
    ],
  ),
  ...inFile(
    "scripts/command/did-you-mean.ts",
    ["scripts/command/test/swallowed.test.ts"],
    [
      [
        "suggest the first of several stages",
        "common(text, right) - common(text, left)",
        "0",
      ],
    ],
  ),
];
