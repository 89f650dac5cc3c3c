import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "./start-registry.ts";

describe("POST /eureka/peerreplication/batch", () => {
  let registry: RunningRegistry;
  const about = { appName: "BOOK-API", id: "book-api:8081" };

  beforeEach(async () => {
    registry = await startRegistry();
    await registry.call("POST", "/apps/BOOK-API", anInstance());
  });

  afterEach(() => registry.close());

  async function send(...replicationList: object[]) {
    const response = await fetch(`${registry.url}/peerreplication/batch/`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ replicationList }),
    });
    const { responseList } = await response.json();
    return responseList as { statusCode: number; responseEntity?: object }[];
  }

  it("answers each message by itself", async () => {
    const answers = await send(
      { ...about, action: "Heartbeat", status: "UP", lastDirtyTimestamp: null },
      { ...about, action: "Heartbeat", id: "unknown" },
      { ...about, action: "Sing" },
    );

    expect(answers.map((answer) => answer.statusCode)).to.deep.equal([
      200, 404, 400,
    ]);
  });

  it("registers, decides, takes back and cancels", async () => {
    const instanceInfo = anInstance("CD-API", 8082);
    const cd = { appName: "CD-API", id: "cd-api:8082" };
    await send(
      { ...cd, action: "Register", instanceInfo },
      { ...cd, action: "StatusUpdate", status: "OUT_OF_SERVICE" },
    );
    const found = await registry.call("GET", "/apps/CD-API/cd-api:8082");
    expect(found.body.instance.status).to.equal("OUT_OF_SERVICE");

    await send({ ...cd, action: "DeleteStatusOverride", status: "UP" });
    const again = await registry.call("GET", "/apps/CD-API/cd-api:8082");
    expect(again.body.instance.status).to.equal("UP");

    await send({ ...cd, action: "Cancel" });
    const gone = await registry.call("GET", "/apps/CD-API/cd-api:8082");
    expect(gone.status).to.equal(404);
  });

  it("requests missed registrations, and returns newer ones", async () => {
    const [behind, ahead] = await send(
      { ...about, action: "Heartbeat", lastDirtyTimestamp: 1_700_000_000_009 },
      { ...about, action: "Heartbeat", lastDirtyTimestamp: 1_600_000_000_000 },
    );

    expect(behind?.statusCode).to.equal(404);
    expect(ahead?.statusCode).to.equal(409);
    expect(ahead?.responseEntity).to.include({ instanceId: "book-api:8081" });
  });
});
