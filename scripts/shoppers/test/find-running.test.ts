import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { basename } from "node:path";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { createFixture, type Fixture } from "../../stage/test/fixture.ts";
import { findRunningStage } from "../find-running.ts";

describe("the stage that runs", () => {
  let fixture: Fixture;
  let server: Server | undefined;

  afterEach(async () => {
    server?.close();
    server?.closeAllConnections();
    await fixture.remove();
  });

  async function answer(text: string) {
    fixture = await createFixture({ "tiny-api": "", "big-api": "" });
    server = createServer((_, res) => res.end(text));
    await once(server.listen(fixture.portOf("tiny-api")), "listening");
    return findRunningStage(fixture.directory);
  }

  it("is the named one, if one of its services responds", async () => {
    const { directory, name } = await answer('{"response":"pong"}');

    expect(directory).to.equal(fixture.directory);
    expect(name).to.equal(basename(directory));
  });

  it("is not another server on its port", async () => {
    const error = await answer("<html>").catch((refusal) => refusal);

    expect(error).to.be.instanceOf(Error);
    expect(error.message).to.match(
      /does not run: none of its services responds/,
    );
  });
});
