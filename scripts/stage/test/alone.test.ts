// @long

import { join } from "node:path";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { courseDirectory } from "../../course.ts";
import { plan } from "../../testing/plan.ts";
import { select } from "../../testing/selection.ts";
import { until } from "../../testing/until.ts";
import { runProgram, runScript, unusedPort } from "./fixture.ts";

const stage = join(courseDirectory, "demo99");
const folderOf = (service: string) => join(stage, "services", service);

describe("in the folder of a service,", function () {
  this.timeout(60_000);
  const programs: ReturnType<typeof runProgram>[] = [];

  afterEach(() => {
    for (const program of programs.splice(0)) program.signal("SIGKILL");
  });

  function run(args: string[], env: Record<string, string>) {
    const program = runProgram(process.execPath, args, { cwd: stage, env });
    programs.push(program);
    return program;
  }

  /** Builds one service as npm does, and starts it without a database. */
  async function buildAndStart(service: string) {
    const build = run([runScript, "build", "."], {
      INIT_CWD: folderOf(service),
      BUILD_FOLDER: ".build/alone",
    });
    expect(await build.exited, build.output.stderr).to.equal(0);
    const bundle = `.build/alone/${service}/main.mjs`;
    expect(build.output.stdout).to.equal(`${bundle}\n`);

    const database = `127.0.0.1:${await unusedPort()}`;
    const started = run([bundle], {
      PORT: `${await unusedPort()}`,
      MONGODB_URL: `mongodb://${database}`,
      SERVICE_SECRET: "of this test",
    });
    const message = `no database at ${database} (MONGODB_URL)`;
    // Logged when it has lasted for some seconds.
    const isShown = () => expect(started.output.stdout).to.include(message);
    await until(message, isShown, { withinMs: 30_000 });
  }

  const services = ["search-api", "recommend-api", "tag-api", "sync-api"];

  it("npm run build and its bundle need no other service", async () => {
    await Promise.all(services.map(buildAndStart));
  });

  it("npm test runs its own tests", () => {
    for (const service of services) {
      const { runs } = plan(select([stage], folderOf(service)));

      const files = runs.flatMap((it) => it.files ?? []);
      expect(runs, service).to.have.length(1);
      expect(files, service).to.have.length.above(1);
      for (const file of files) {
        expect(file).to.match(new RegExp(`^demo99/services/${service}/test/`));
      }
    }
  });
});
