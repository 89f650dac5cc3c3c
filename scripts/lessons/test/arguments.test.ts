import { resolve } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { lessonHelp, parseLessonArguments } from "../arguments.ts";
import { madeUpLesson } from "./made-up.ts";

const root = resolve("/course");
const stages = ["demo01", "demo02", "demo03", "demo05"];
const lessons = stages.slice(1).map((stage) => madeUpLesson({ stage }));
const find = (text: string) =>
  /^\d+$/.test(text) ? resolve(root, `demo${text}`) : resolve(root, text);
const course = { root, stages, lessons, find };

const parse = (text: string, env: NodeJS.ProcessEnv = {}) =>
  parseLessonArguments(text.split(" ").filter(Boolean), course, env);

describe("the arguments of npm run lesson", () => {
  it("name a lesson, which is played on its own stage", () => {
    expect(parse("03")).to.deep.equal({
      lesson: lessons[1],
      part: "cure",
      directory: resolve(root, "demo03"),
    });
  });

  it("name a stage: before the lesson's own, the symptom is due", () => {
    const partOn = (text: string) => parse(text)?.part;

    expect(partOn("02 --on 01")).to.equal("symptom");
    expect(partOn("05 --on 03")).to.equal("symptom");
    expect(partOn("05 --on 01")).to.equal("symptom");
    expect(partOn("02 --on 05")).to.equal("cure");
    expect(parse("05 --on 03")?.directory).to.equal(resolve(root, "demo03"));
  });

  it("name a learner's folder, where the cure is due", () => {
    const own = resolve("/home/learner/pie");
    const here = parse("03 --on .", { INIT_CWD: own });

    expect(here).to.include({ directory: own, part: "cure" });
    expect(parse(`03 --on ${own}`)).to.deep.equal(here);
    const inside = parse("03 --on ./demo02", { INIT_CWD: root });
    expect(inside?.part).to.equal("symptom");
  });

  it("ask for help, which lists the lessons", () => {
    expect(parse("--help")).to.equal(undefined);
    expect(lessonHelp(lessons)).to.match(/ {2}05 {2}something happens$/);
  });

  it("are refused where they are invalid", () => {
    const refused: [string, RegExp][] = [
      ["", /^Name one lesson/],
      ["02 03", /^Name one lesson/],
      ["01", /^demo01 has no lesson to play: the lessons are 02, 03, 05/],
      ["04", /^There is no demo04/],
      ["02 --on 04", /^There is no demo04/],
      ["02 --of 01", /^Unknown option '--of'/],
    ];
    for (const [text, message] of refused) {
      expect(() => parse(text), text).to.throw(UsageError, message);
    }
  });
});
