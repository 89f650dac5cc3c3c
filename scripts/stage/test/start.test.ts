// @long

import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, parse } from "node:path";
import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import { courseDirectory } from "../../course.ts";
import { itWhere } from "../../testing/it-where.ts";
import {
  createFixture,
  type Fixture,
  pidIn,
  readyService,
  runCommand,
  runProgram,
  runScript,
  type Terminal,
  untilPortsAreFree,
} from "./fixture.ts";

const windows = process.platform === "win32";
const onPosix = itWhere(!windows, "Windows has no signals");

const stubbornService = `${readyService}
process.removeAllListeners("SIGTERM");
process.on("SIGTERM", () => console.log("not yet"));
`;

const warning = JSON.stringify({ level: 40, msg: "no database at a:1" });
/** Writes the same warning as other services, and never gets ready. */
const waitingService = `
setInterval(() => console.log(${JSON.stringify(warning)}), 100);
process.on("SIGTERM", () => process.exit(0));
`;

describe("npm start", () => {
  let fixture: Fixture;
  let terminal: Terminal;

  before(async () => {
    fixture = await createFixture({
      "quick-api": readyService,
      "other-api": readyService,
    });
  });

  afterEach(() => terminal.end());

  after(() => fixture.remove());

  function start(...options: string[]) {
    terminal = runCommand(["start", fixture.directory, ...options]);
    return terminal;
  }

  async function startReady(...options: string[]) {
    await start(...options).shows("Ctrl-C stops");
  }

  it("says that it ignores the name of the machine in HOST", async () => {
    terminal = runCommand(["start", fixture.directory], { HOST: "mylaptop" });

    await terminal.shows("HOST=mylaptop is ignored");
    await terminal.shows("Ctrl-C stops");
  });

  it("shows where everything runs, then what services write", async () => {
    await startReady();
    await terminal.shows(/quick-api +listening/);

    const { stdout } = terminal.output;
    const url = `http://localhost:${fixture.portOf("quick-api")}`;
    expect(stdout).to.match(new RegExp(`quick-api +${url} +\\d+ +\\d+ ms`));
    expect(stdout).to.contain("is ready after");
    expect(stdout).to.not.contain("\x1b");
  });

  onPosix("ends everything on Ctrl-C, and says so", async () => {
    await startReady();

    terminal.interrupt();

    expect(await terminal.exited).to.equal(0);
    expect(terminal.output.stdout)
      .to.match(/quick-api +ending/)
      .and.match(/stopped\n$/);
    await untilPortsAreFree(terminal.output.stdout);
  });

  it("leaves no process behind when it is killed", async () => {
    await startReady();

    terminal.signal("SIGKILL");

    await untilPortsAreFree(terminal.output.stdout);
  });

  onPosix("leaves no paused process behind either", async () => {
    await startReady();
    terminal.type("pause quick");
    await terminal.shows("quick-api is paused");

    terminal.signal("SIGKILL");

    await untilPortsAreFree(terminal.output.stdout);
  });

  onPosix("shows after 5 s what services wait for, once", async () => {
    const waiting = await createFixture({
      "waiting-api": waitingService,
      "other-api": waitingService,
    });
    terminal = runCommand(["start", waiting.directory]);

    await terminal.shows(/(waiting|other)-api +WARN no database at a:1\n/);
    terminal.interrupt();
    await terminal.exited;
    await waiting.remove();

    const { stdout } = terminal.output;
    expect(stdout.match(/no database/g)).to.have.length(1);
    expect(stdout)
      .to.match(/stopped\n$/)
      .and.not.contain("is ready after");
  }).timeout(20_000);

  it("continues when its input ends", async () => {
    await startReady();

    terminal.closeInput();

    const url = `http://localhost:${fixture.portOf("quick-api")}`;
    expect((await fetch(url)).status).to.equal(200);
  });

  onPosix(
    "kills a process that does not end, after a second signal",
    async () => {
      const stubborn = await createFixture({ "stubborn-api": stubbornService });
      terminal = runCommand(["start", stubborn.directory]);
      await terminal.shows("Ctrl-C stops");
      terminal.signal("SIGINT");
      await terminal.shows("stopping");
      await terminal.shows("not yet");

      const again = setInterval(() => terminal.signal("SIGINT"), 50);
      const code = await terminal.exited;
      clearInterval(again);
      await stubborn.remove();

      expect(code).to.equal(1);
    },
  );

  it("starts one service, inside that service's folder", async () => {
    const folder = join(fixture.directory, "services/quick-api/src");
    terminal = runProgram(process.execPath, [runScript, "start", "."], {
      cwd: fixture.directory,
      env: { INIT_CWD: folder },
    });
    await terminal.shows("Ctrl-C stops");

    expect(terminal.output.stdout)
      .to.contain("quick-api ")
      .and.not.contain("other-api");
  });

  onPosix("ends when npm ends, even by SIGKILL", async () => {
    const scripts = { start: `"${process.execPath}" "${runScript}" start .` };
    const file = join(fixture.directory, "package.json");
    await writeFile(file, JSON.stringify({ scripts }));
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      terminal = runProgram("npm", ["start"], { cwd: fixture.directory });
      await terminal.shows("Ctrl-C stops");

      terminal.signal(signal);

      await terminal.exited;
      expect(terminal.output.stdout).to.match(/stopped\n$/);
    }
  });

  it("names the taken port, its service and its holder", async () => {
    const server = createServer().listen(fixture.portOf("other-api"));
    await once(server, "listening");

    const code = await start().exited;
    server.close();

    expect(code).to.equal(1);
    expect(terminal.output.stdout).to.equal("");
    expect(terminal.output.stderr)
      .to.contain(`Port ${fixture.portOf("other-api")} is taken`)
      .and.contain("other-api needs it")
      .and.contain(`(pid ${process.pid})`);
  });

  it("names the stage that runs already, in one paragraph", async () => {
    await startReady();
    const second = runCommand(["start", fixture.directory]);

    expect(await second.exited).to.equal(1);
    const { name } = parse(fixture.directory);
    expect(second.output.stderr)
      .to.match(new RegExp(`^${name} runs already. Stop it first`))
      .and.match(/^It holds the ports \d+, \d+\.$/m)
      .and.contain("Ctrl-C")
      .and.not.contain("is taken");
  });

  it("starts without the proxy and the NODE_ENV of its user", async () => {
    const env = { HTTP_PROXY: "http://127.0.0.1:9", NODE_ENV: "production" };
    terminal = runCommand(["start", fixture.directory], env);
    await terminal.shows("Ctrl-C stops");
    const url = `http://localhost:${fixture.portOf("quick-api")}`;

    const seen = await (await fetch(url)).json();

    expect(seen).not.to.have.any.keys("HTTP_PROXY", "NODE_ENV");
  });

  it("refuses wrong arguments in one sentence", async () => {
    const refusals: [string[], string][] = [
      [["--only", "oven"], "There is no service oven"],
      [["--instances", "quick-api=0"], "from 1 to 50, not 0"],
      [["--instances", "quick-api"], 'not "quick-api"'],
      [["--port", "quick-api=70000"], "from 1 to 65535, not 70000"],
      [
        ["--port", `quick-api=${fixture.portOf("other-api")}`],
        "both need port",
      ],
      [["--oven"], "Unknown option '--oven'"],
      [["--ony", "quick-api"], "Did you mean --only?"],
      [["--only", "quick-ap"], "Did you mean quick-api?"],
      [["02"], "One stage at a time"],
    ];
    for (const [options, sentence] of refusals) {
      expect(await start(...options).exited, sentence).to.equal(2);
      expect(terminal.output.stderr).to.contain(sentence);
    }
  });

  it("refuses a stage that does not exist", async () => {
    terminal = runCommand(["start", "77"]);

    expect(await terminal.exited).to.equal(2);
    expect(terminal.output.stderr).to.contain("There is no stage 77");
  });

  it("leaves the installation out of the ready time", async () => {
    const url = new URL("../../command/run-command.ts", import.meta.url);
    const words = JSON.stringify(["start", fixture.directory]);
    const program = `
      const { runCommand } = await import("${url.href}");
      await runCommand(${words}, 900_000);`;
    const args = ["--import=tsx", "--input-type=module", "--eval", program];
    terminal = runProgram(process.execPath, args, { cwd: courseDirectory });

    await terminal.shows(/is ready after -8\d\d\.\d s/);
  });

  it("shows its options", async () => {
    expect(await start("--help").exited).to.equal(0);
    expect(terminal.output.stdout).to.contain("--instances");
  });
});

describe("lines typed while a stage runs", () => {
  let fixture: Fixture;
  let terminal: Terminal;

  before(async () => {
    fixture = await createFixture({
      "quick-api": readyService,
      "other-api": readyService,
    });
    terminal = runCommand(["start", fixture.directory]);
    await terminal.shows("Ctrl-C stops");
  });

  after(async () => {
    await terminal.end();
    await fixture.remove();
  });

  async function type(line: string, answer: string | RegExp) {
    terminal.type(line);
    await terminal.shows(answer);
  }

  it("scale a service, and name its instances", async () => {
    await type("scale quick 2", "quick-api is on \\d+, \\d+");
    await type("kill quick", "several instances: quick-api/1, quick-api/2");
    await type("kill qu/2", "quick-api/2 is killed");
    await type("list", /quick-api\/2 .* down/);
    await type("restart quick-api/2", "quick-api/2 is ready");
    await type("stop quick/2", "quick-api/2 has ended");
    await type("scale quick 1", /quick-api is on \d+\n/);
  });

  onPosix("pause and resume an instance", async () => {
    await type("pause other", "other-api is paused");
    await type("list", /other-api .* paused/);
    await type("resume other", "other-api is resumed");
  });

  it("move a service to another port", async () => {
    const port = fixture.portOf("other-api") + 1000;

    await type(`move other ${port}`, `is ready at http://localhost:${port}`);
  });

  it("get a hint when they are wrong", async () => {
    await type("bake", 'There is no command "bake". Type help.');
    await type("restrat", "Did you mean restart?");
    await type("\x07", 'no command "\\\\x07"');
    await type("kill", "Usage: kill X");
    await type("move other", "Usage: move X PORT");
    await type("kill oven", "There is no oven: there are quick-api, other-api");
    await type("scale other many", '"many" is not a number.');
    await type("scale other 0", "from 1 to 50, not 0");
    await type("help", /restart X/);
  });

  it("are interrupted by the report of a crash", async () => {
    process.kill(pidIn(terminal.output.stdout, "quick-api"), "SIGKILL");

    await terminal.shows(/quick-api crashed \(signal SIGKILL\)/);
  });

  it("end the stage", async () => {
    await type("quit", "stopped");

    expect(await terminal.exited).to.equal(0);
  });
});
