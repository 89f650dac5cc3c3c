// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory } from "../../course.ts";
import { runCommand, runProgram } from "../../stage/test/fixture.ts";

async function run(...args: string[]) {
  const { exited, output } = runCommand(args);
  return { code: await exited, ...output };
}

describe("the commands of the course", () => {
  const commands = [
    ...["diff", "carry", "lesson", "matrix", "shoppers", "doctor", "mutate"],
    ...["bdd", "bench"],
  ];

  for (const command of commands) {
    it(`show their help: ${command}`, async () => {
      const { code, stdout } = await run(command, "--help");

      expect(code).to.equal(0);
      expect(stdout).to.match(new RegExp(`^npm run ${command}`));
    });
  }

  for (const command of ["start", "diff", "carry", "doctor"]) {
    it(`know no demo04, and suggest a stage: ${command}`, async () => {
      for (const [stage, sentence] of [
        ["4", "There is no demo04: the numbering follows the talk"],
        ["demo007", "Did you mean demo07?"],
        ["77", "There is no stage 77: the stages are demo01"],
      ] as const) {
        const { code, stdout, stderr } = await run(command, stage);

        expect(code).to.equal(2);
        expect(stderr).to.include(sentence);
        expect(stdout).to.equal("");
      }
    });
  }

  it("are named when there is no such command", async () => {
    const { code, stderr } = await run("constructor\x1b[2J");

    expect(code).to.equal(2);
    expect(stderr).to.include(
      'no command "constructor\\x1b[2J": there are start, test',
    );
  });

  it("are suggested when one is misspelled", async () => {
    const { code, stderr } = await run("lessons");

    expect(code).to.equal(2);
    expect(stderr).to.include("Did you mean lesson?");
  });

  it("refuse an option that they do not have", async () => {
    for (const command of ["mutate", "build", "matrix", "bdd"]) {
      const { code, stderr } = await run(command, "--oven");

      expect(code, command).to.equal(2);
      expect(stderr).to.include("Unknown option '--oven'");
    }
  });

  it("ignore a -- that reaches them", async () => {
    const { code, stdout } = await run("diff", "02", "--", "--stat");

    expect(code).to.equal(0);
    expect(stdout).to.include("budget of a lesson");
  });

  const swallowed = {
    "run lesson 02 --on 01": "npm run lesson 02 -- --on 01",
    "run diff 03 --html page.html": "npm run diff 03 -- --html page.html",
    "start 01 --only=book-api -- --quiet":
      "npm start 01 -- --only book-api --quiet",
    "-s run shoppers --rate 5": "npm run shoppers -- --rate 5",
    "run carry --continue": "npm run carry -- --continue",
    "test 01 --only lint": "npm test 01 -- --only lint",
    "t 01 --only lint": "npm test 01 -- --only lint",
    "run lesson 02 -on 01": "npm run lesson 02 -- -on 01",
    "--on 01 run lesson 02": "npm run lesson 02 -- --on 01",
    "run --on=01 lesson 02": "npm run lesson 02 -- --on 01",
    "run matrix --write": "npm run matrix -- --write",
    "run mutate --list": "npm run mutate -- --list",
    "run doctor --stage 3": "npm run doctor -- --stage 3",
    "run bdd log-in --title Wrong": "npm run bdd log-in -- --title Wrong",
  };

  // Each starts npm: a third of them without --all.
  const shown = Object.entries(swallowed).filter(
    (_, index) => process.env.TEST_ALL || index % 3 === 0,
  );
  for (const [words, corrected] of shown) {
    it(`refuse options that npm keeps: npm ${words}`, async () => {
      const { exited, output } = runProgram("npm", words.split(" "), {
        cwd: courseDirectory,
      });

      expect(await exited).to.equal(2);
      expect(output.stderr).to.match(/npm keeps the options before "--"/);
      expect(output.stderr).to.include(`\n  ${corrected}\n`);
    });
  }

  it("warn of options that npm drops where npm keeps no log", async () => {
    const { exited, output } = runProgram(
      "npm",
      ["run", "lesson", "04", "--on", "01"],
      { cwd: courseDirectory, env: { npm_config_logs_max: "0" } },
    );

    expect(await exited).to.equal(2);
    expect(output.stderr).to.include("npm run lesson 04 -- --on …\n");
  });
});
