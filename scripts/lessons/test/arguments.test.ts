import { resolve } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { lessonHelp, parseLessonArguments } from "../arguments.ts";
import { madeUpLesson } from "./made-up.ts";

const root = resolve("/course");
const stages = ["demo01", "demo02", "demo03", "demo05", "demo99"];
const service = "oven-api";
const chapters = ["queue", "payment"].map((name) => {
  const chapter = { name, service, problem: { about: "none", edits: [] } };
  return madeUpLesson({ stage: "demo99", chapter });
});
const lessons = [
  ...["demo02", "demo03", "demo05"].map((stage) => madeUpLesson({ stage })),
  ...chapters,
];
const find = (text: string) =>
  /^\d+$/.test(text) ? resolve(root, `demo${text}`) : resolve(root, text);
const course = { root, stages, lessons, find };

const parse = (text: string, env: NodeJS.ProcessEnv = {}) =>
  parseLessonArguments(text.split(" ").filter(Boolean), course, env);

describe("the arguments of npm run lesson", () => {
  it("name a lesson, which is played on its own stage", () => {
    expect(parse("03")).to.deep.equal({
      lesson: lessons[1],
      parts: ["cure"],
      directory: resolve(root, "demo03"),
    });
  });

  it("name a stage: before the lesson's own, the symptom is due", () => {
    const partsOn = (text: string) => parse(text)?.parts.join();

    expect(partsOn("02 --on 01")).to.equal("symptom");
    expect(partsOn("05 --on 03")).to.equal("symptom");
    expect(partsOn("05 --on 01")).to.equal("symptom");
    expect(partsOn("02 --on 05")).to.equal("cure");
    expect(parse("05 --on 03")?.directory).to.equal(resolve(root, "demo03"));
  });

  it("name a learner's folder, where the cure is due", () => {
    const own = resolve("/home/learner/pie");
    const here = parse("03 --on .", { INIT_CWD: own });

    expect(here).to.deep.include({ directory: own, parts: ["cure"] });
    expect(parse(`03 --on ${own}`)).to.deep.equal(here);
    const inside = parse("03 --on ./demo02", { INIT_CWD: root });
    expect(inside?.parts).to.deep.equal(["symptom"]);
  });

  it("name the lesson of a chapter, with the symptom on its own stage", () => {
    const queue = {
      lesson: chapters[0],
      parts: ["symptom", "cure"],
      directory: resolve(root, "demo99"),
    };
    for (const text of ["99-queue", "demo99-queue", "queue"]) {
      expect(parse(text), text).to.deep.equal(queue);
    }
    expect(parse("99-queue --on 99")).to.deep.equal(queue);
    const own = parse("99-queue --on ./own", { INIT_CWD: "/home/learner" });
    expect(own?.parts).to.deep.equal(["cure"]);
  });

  it("ask for help, which lists the lessons", () => {
    expect(parse("--help")).to.equal(undefined);
    expect(lessonHelp(lessons)).to.match(
      / {2}05 {10}something happens\n {2}99-queue {4}something happens\n/,
    );
  });

  it("are refused where they are invalid", () => {
    const refused: [string, RegExp][] = [
      ["", /^Name one lesson/],
      ["02 03", /^Name one lesson/],
      ["01", /^demo01 has no lesson to play: the lessons are 02, 03, 05, 99-/],
      ["04", /^There is no demo04/],
      ["02 --on 04", /^There is no demo04/],
      ["99", /^demo99 has a lesson for each chapter. .*: 99-queue, 99-paym/],
      ["99-qeue", /^There is no lesson 99-qeue: .* Did you mean 99-queue\?$/],
      ["quee", /^There is no lesson quee: .* Did you mean 99-queue\?$/],
      ["98-oven", /^There is no lesson 98-oven: the lessons are 02.*ment\.$/],
      ["99-queue --on 05", /^Lesson 99-queue is played on demo99, or on a/],
      ["02 --of 01", /^Unknown option '--of'/],
    ];
    for (const [text, message] of refused) {
      expect(() => parse(text), text).to.throw(UsageError, message);
    }
  });
});
