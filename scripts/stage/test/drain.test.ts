import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  anInstance,
  type RunningRegistry,
  startRegistry,
} from "../../../demo99/services/registry/test/start-registry.ts";
import { createCommands } from "../commands.ts";
import { drain } from "../drain.ts";
import { StageError } from "../errors.ts";
import type { Instance } from "../instance.ts";
import { createPaint } from "../paint.ts";
import type { Stage } from "../stage.ts";

const instance = (port: number, service = "book-api") =>
  ({ id: `${service}/1`, service, port }) as Instance;

describe("the command drain", () => {
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry({ password: "secret word" });
    for (const port of [8081, 8181]) {
      await fetch(`${registry.url}/apps/BOOK-API`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Basic ${btoa("store:secret word")}`,
        },
        body: JSON.stringify({ instance: anInstance("BOOK-API", port) }),
      });
    }
  });

  afterEach(() => registry.close());

  const urlWith = (password: string) =>
    registry.url.replace("//", `//store:${password}@`);

  async function statuses() {
    const { body } = await registry.call("GET", "/apps/BOOK-API");
    const found: { status: string }[] = body.application.instance;
    return found.map(({ status }) => status);
  }

  it("takes one instance out of service", async () => {
    await drain(urlWith("secret%20word"), instance(8181));

    expect(await statuses()).to.deep.equal(["UP", "OUT_OF_SERVICE"]);
  });

  it("fails for an instance that is not registered", async () => {
    const url = urlWith("secret%20word");
    for (const unknown of [instance(1), instance(8081, "oven-api")]) {
      const error = await drain(url, unknown).catch((error) => error);
      expect(error).to.be.instanceOf(StageError);
      expect(error.message).to.equal(`${unknown.id} is not registered.`);
    }
    expect(await statuses()).to.deep.equal(["UP", "UP"]);
  });

  it("fails if the registry refuses, or does not answer", async () => {
    const failures = [
      [urlWith("wrong"), "The registry answered 401."],
      ["http://localhost:1/eureka", /^The registry at .* does not answer\.$/],
    ] as const;
    for (const [url, message] of failures) {
      const error = await drain(url, instance(8081)).catch((error) => error);
      expect(error).to.be.instanceOf(StageError);
      expect(error.message).to.match(new RegExp(message));
    }
  });

  it("is there in a stage with a registry", async () => {
    const drained: string[] = [];
    const commandsWith = (...services: string[]) =>
      createCommands(
        {
          instances: () => services.map((it) => instance(1, it)),
          queues: [] as string[],
          drain: async (id: string) => void drained.push(id),
        } as Stage,
        () => {},
        createPaint(false),
      );

    expect(await commandsWith("book-api").answer("drain book")).to.match(
      /^There is no command "drain"/,
    );
    const { answer } = commandsWith("registry", "book-api");
    expect(await answer("drain book")).to.equal(
      "book-api is out of service until it is restarted",
    );
    expect(drained).to.deep.equal(["book-api/1"]);
  });
});
