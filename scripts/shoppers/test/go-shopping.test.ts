import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { StageError } from "../../stage/errors.ts";
import { createFixture, type Fixture } from "../../stage/test/fixture.ts";
import { goShopping } from "../go-shopping.ts";
import { createTally } from "../tally.ts";

const closedDoor = `
  const login = async () => { throw new Error("POST /login: fetch failed"); };
  export const createStoreClient = () => ({ login });
`;

describe("going shopping", () => {
  let fixture: Fixture;

  afterEach(() => fixture.remove());

  it("reports a login that fails", async () => {
    fixture = await createFixture({});
    const { directory } = fixture;
    await mkdir(join(directory, "client"));
    await writeFile(join(directory, "client/store-client.ts"), closedDoor);
    const { signal } = new AbortController();
    const trip = { rate: 1, seconds: 1, tally: createTally(), signal };

    const error = await goShopping({ directory, ...trip }).catch((it) => it);

    expect(error).to.be.instanceOf(StageError);
    expect(error.message).to.equal(
      `Logging in to ${basename(directory)} fails: POST /login: fetch failed. Is it the running stage?`,
    );
  });
});
