import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import { isPortFree } from "../../stage/ports.ts";
import {
  createFixture,
  type Fixture,
  readyService,
} from "../../stage/test/fixture.ts";
import { until } from "../../testing/until.ts";
import type { Lesson, Part, Scene } from "../lesson.ts";
import { logName, openStage } from "../open-stage.ts";
import { play } from "../play.ts";
import { keepStory, madeUpLesson } from "./made-up.ts";

const crashingService = `${readyService}
process.on("SIGUSR2", () => process.exit(7));
`;

describe("a lesson that is played", () => {
  const given = process.env.MONGODB_URL;
  let fixture: Fixture;

  before(() => {
    process.env.MONGODB_URL = "mongodb://unused";
  });
  afterEach(() => fixture.remove());
  after(() => {
    if (given === undefined) delete process.env.MONGODB_URL;
    else process.env.MONGODB_URL = given;
  });

  async function playOn(
    source: string,
    lesson: Partial<Lesson>,
    part: Part = "cure",
  ) {
    fixture = await createFixture({ "tiny-api": source });
    const { directory } = fixture;
    const { story, lines } = keepStory();
    const performance = { lesson: madeUpLesson(lesson), part, directory };
    const outcome = await play({ ...performance, story });
    return { ...outcome, lines };
  }

  it("passes the facts of its stimulus to the claim that is judged", async () => {
    const judged: unknown[] = [];
    const claim = (name: string) => ({
      expectation: `${name}.`,
      async judge(_: unknown, facts: unknown) {
        judged.push(name, facts);
        return { holds: true, because: "It was seen." };
      },
    });
    const lesson = {
      stimulus: async () => 42,
      symptom: claim("symptom"),
      cure: claim("cure"),
    };

    await playOn(readyService, lesson, "symptom");
    await fixture.remove();
    await playOn(readyService, lesson, "cure");

    expect(judged).to.deep.equal(["symptom", 42, "cure", 42]);
  });

  it("runs the instances that it needs, and ends them", async () => {
    const urls: string[] = [];
    const { result } = await playOn(readyService, {
      instances: { "tiny-api": 2 },
      async stimulus({ stage }) {
        for (const { url } of stage.instances()) {
          expect((await fetch(url)).status).to.equal(200);
          urls.push(url);
        }
      },
    });

    expect(result).to.equal("holds");
    expect(urls).to.have.length(2);
    for (const url of urls) {
      expect(await isPortFree(Number(new URL(url).port))).to.equal(true);
    }
  });

  it("is played on a stage that runs already, after another one", async () => {
    fixture = await createFixture({ "tiny-api": readyService });
    const { directory } = fixture;
    const { story } = keepStory();
    const on = await openStage(directory, {});
    const idsSeen: string[][] = [];
    const lesson = madeUpLesson({
      instances: { "tiny-api": 2 },
      async stimulus({ stage }) {
        await stage.kill("tiny-api/1");
        idsSeen.push(stage.instances().map(({ id }) => id));
      },
    });

    const outcomes = [
      await play({ lesson, part: "cure", directory, story, on }),
      await play({ lesson, part: "cure", directory, story, on }),
    ];
    await on.close();

    expect(outcomes.map(({ result }) => result)).to.eql(["holds", "holds"]);
    const both = ["tiny-api/1", "tiny-api/2"];
    expect(idsSeen).to.deep.equal([both, both]);
    expect(await isPortFree(fixture.portOf("tiny-api"))).to.equal(true);
  });

  it("shows the symptom of a chapter on an edited copy of one service", async () => {
    const chapter = {
      name: "oven",
      service: "tiny-api",
      problem: {
        about: "it is cold",
        edits: [
          {
            file: "services/tiny-api/src/main.ts",
            find: "JSON.stringify(process.env)",
            replace: '"cold"',
          },
        ],
      },
    };
    const bodies: string[] = [];
    async function stimulus({ stage }: Scene) {
      bodies.push(await (await fetch(stage.url("tiny-api"))).text());
    }

    const { lines } = await playOn(
      readyService,
      { chapter, stimulus },
      "symptom",
    );
    await fixture.remove();
    await playOn(readyService, { chapter, stimulus });

    expect(bodies[0]).to.equal("cold");
    expect(bodies[1]).to.include("PORT");
    const told = lines.join("\n");
    expect(told).to.include("do      Edit a copy of tiny-api: it is cold.\n");
    expect(told).to.match(
      /symptom of lesson 02-oven holds on the edited stage-/,
    );
  });

  it("prints what it expects, does and sees, then the verdict", async () => {
    const { lines } = await playOn(readyService, {
      async stimulus({ story }) {
        story.does("Ask.");
        story.sees("30 answers.");
      },
    });

    const [title, , expected, , , asked, seen, , verdict, because] = lines;
    expect(title).to.match(/^Lesson 02 on stage-\w+: something happens$/);
    expect([expected, asked, seen, because]).to.deep.equal([
      "  expect  The cure: something is seen.",
      "  do      Ask.",
      "  see     30 answers.",
      "  It was seen.",
    ]);
    expect(verdict).to.match(/^✔ The cure of lesson 02 holds on stage-\w+\.$/);
  });

  it("keeps the output of the services", async () => {
    await playOn(readyService, {
      async stimulus({ log }) {
        await until("a line", () => log.count("tiny-api/1", /listen/) === 1);
      },
    });

    const file = join(fixture.directory, ".build", logName);
    expect(await readFile(file, "utf8")).to.include("tiny-api/1 listening\n");
  });

  it("does not hold when its claim does not", async () => {
    const judge = async () => ({ holds: false, because: "It was not seen." });
    const cure = { expectation: "a cure.", judge };

    expect(await playOn(readyService, { cure })).to.include({
      result: "does not hold",
      because: "It was not seen.",
    });
  });

  describe("is a harness error, neither symptom nor cure,", () => {
    const fails = async () => {
      throw new Error("out of flour");
    };

    it("when its preconditions are not met", async () => {
      expect(await playOn(readyService, { stimulus: fails })).to.include({
        result: "harness error",
        because: "out of flour",
      });
    });

    it("when its claim cannot be judged", async () => {
      const claim = { expectation: "a symptom.", judge: fails };

      const { result } = await playOn(
        readyService,
        { symptom: claim },
        "symptom",
      );

      expect(result).to.equal("harness error");
    });

    it("when a service cannot start", async () => {
      const broken = 'console.log("no oven"); process.exit(1);';

      const { result, because } = await playOn(broken, {}, "symptom");

      expect(result).to.equal("harness error");
      expect(because).to.include("tiny-api/1 ended").and.include("no oven");
    });

    it("when a service cannot be built", async () => {
      expect(await playOn("const = 1;", {})).to.include({
        result: "harness error",
      });
    });

    it("when it needs a service that the stage lacks", async () => {
      const instances = { "other-api": 3 };

      expect(await playOn(readyService, { instances })).to.include({
        result: "harness error",
        because: "There is no service other-api: the services are tiny-api.",
      });
    });

    it("when a port is taken", async () => {
      const { because, result } = await playOnTakenPort();

      expect(result).to.equal("harness error");
      expect(because).to.match(/^Port \d+ is taken: tiny-api needs it/);
    });

    it("when a process crashes", async () => {
      const { result, because } = await playOn(crashingService, {
        async stimulus({ stage }) {
          const [instance] = stage.instances();
          process.kill(instance?.pid as number, "SIGUSR2");
          await until("it is down", () => {
            return stage.instances()[0]?.state === "down";
          });
        },
      });

      expect(result).to.equal("harness error");
      expect(because).to.equal("tiny-api/1 has crashed (exit code 7).");
    });
  });

  async function playOnTakenPort() {
    fixture = await createFixture({ "tiny-api": readyService });
    const { directory } = fixture;
    const holder = createServer().listen(fixture.portOf("tiny-api"));
    await once(holder, "listening");
    const { story } = keepStory();
    const lesson = madeUpLesson();
    try {
      return await play({ lesson, part: "symptom", directory, story });
    } finally {
      holder.close();
    }
  }
});
