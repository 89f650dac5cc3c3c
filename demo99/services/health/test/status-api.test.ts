import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import type { Instance } from "../src/checkup.ts";
import { createHistory } from "../src/history.ts";
import { createStatusApi } from "../src/status-api.ts";
import { createStatusService } from "../src/status-service.ts";
import { anInstance, answering, serveWell } from "./made-up-instances.ts";

const page = fileURLToPath(new URL("../page/", import.meta.url));

describe("the health service", () => {
  let instances: Instance[];
  let url: string;

  beforeEach(async () => {
    instances = [];
    const now = Date.now;
    const log = createLog("test", "silent");
    const registry = { list: () => instances };
    const history = createHistory(now);
    const status = createStatusService({ registry, history, log, now });
    const routes = createStatusApi(status, page);
    url = await serve(createApp({ log, routes }));
  });

  afterEach(closeServers);

  const get = async (path: string) => (await fetch(url + path)).json();

  it("tells each instance's answers, by service", async () => {
    const cake = anInstance(await serveWell());
    instances = [cake, { ...cake, service: "pie-api", instanceId: "pie" }];

    const report = await get("/instances");

    expect(report).to.deep.include({ status: "UP", down: [] });
    expect(report.time).to.be.below(5_000);
    expect(Object.keys(report.services)).to.deep.equal(["cake-api", "pie-api"]);
    const [found] = report.services["cake-api"];
    expect(found).to.deep.include({
      instanceId: cake.instanceId,
      url: cake.url,
    });
    expect(found.ping).to.have.all.keys("time", "response");
    expect(found.ping.response).to.equal("pong");
  });

  it("names who is down, and says why", async () => {
    const said = { status: "DOWN", checks: {} };
    const ill = await serve(answering({ health: [503, said] }));
    instances = [anInstance(await serveWell()), anInstance(ill)];

    const { status, down, services } = await get("/instances");

    const { status: _, ...named } = anInstance(ill);
    expect(status).to.equal("DOWN");
    expect(down).to.deep.equal([{ ...named, reason: "says DOWN" }]);
    expect(services["cake-api"][1].health).to.have.property("error");
  });

  it("asks each instance once for all who ask at the same time", async () => {
    let pings = 0;
    const well = answering();
    const counting = await serve((req, res) => {
      if (req.url === "/ping") pings++;
      well(req, res);
    });
    instances = [anInstance(counting)];

    await Promise.all([get("/instances"), get("/instances")]);
    expect(pings).to.equal(1);

    await get("/instances");
    expect(pings).to.equal(2);
  });

  it("remembers what it has seen, for its page", async () => {
    instances = [anInstance(await serveWell())];
    await get("/instances");
    instances = [];
    await get("/instances");

    const { strips, changes, windowMs } = await get("/overview");

    expect(strips).to.have.length(1);
    expect(strips[0].samples).to.have.length(1);
    expect(windowMs).to.equal(90_000);
    expect(
      changes.map(({ became }: { became: string }) => became),
    ).to.deep.equal(["GONE", "UP"]);
  });

  it("has a page, which asks for nothing from elsewhere", async () => {
    const response = await fetch(url);

    expect(response.headers.get("content-type")).to.match(/^text\/html/);
    expect(await response.text()).to.not.match(/(src|href)="(https?:)?\/\//);
  });

  it("refuses a query that it does not know", async () => {
    expect((await fetch(`${url}/instances?all=1`)).status).to.equal(400);
  });
});
