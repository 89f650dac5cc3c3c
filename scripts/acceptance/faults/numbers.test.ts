// @long

import { Agent, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { hasValidCheckDigit } from "../check-digit.ts";
import { runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { atOnce } from "../samples.ts";

const service = "numbergenerator-api";
const instances = [1, 2, 3, 4];
const killed = 2;
/** `npm test -- --all` takes 10,000 in all. */
const each = process.env.TEST_ALL ? 2_500 : 300;
const kinds = ["book", "cd", "dvd"];

describe("four number generators", () => {
  before(() => runningStage().scale(service, instances.length));
  after(() => runningStage().scale(service, 1));

  it("give no number twice, though one of them is killed", async () => {
    const numbers: string[] = [];
    const halfway = (instances.length * each) / 2;
    let restarted: Promise<void> | undefined;

    async function killOne() {
      await runningStage().kill(`${service}/${killed}`);
      await runningStage().restart(`${service}/${killed}`);
    }

    function add(number: string) {
      numbers.push(number);
      if (numbers.length === halfway) restarted = killOne();
    }

    await Promise.all(
      instances.map((index) =>
        drain(runningStage().url(service, index), add, () =>
          index === killed ? restarted : undefined,
        ),
      ),
    );

    expect(restarted).not.to.equal(undefined);
    expect(numbers).to.have.length(instances.length * each);
    expect(new Set(numbers).size).to.equal(numbers.length);
    expect(numbers.filter((n) => !hasValidCheckDigit(n))).to.deep.equal([]);
  }).timeout(180_000);
});

/** Takes numbers from one instance, over eight keep-alive connections. */
async function drain(
  url: string,
  add: (number: string) => void,
  repair: () => Promise<void> | undefined,
) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let left = each;

  async function takeOne(kind: string): Promise<string> {
    try {
      return await numberFrom(`${url}/numbers/${kind}`, agent);
    } catch (error) {
      if (!repair()) throw error;
      await repair();
      return await numberFrom(`${url}/numbers/${kind}`, agent);
    }
  }

  await Promise.all(
    atOnce(8, async () => {
      while (left > 0) add(await takeOne(kinds[left-- % 3] as string));
    }),
  );
  agent.destroy();
}

/** http.get: several times as fast as fetch. */
async function numberFrom(url: string, agent: Agent): Promise<string> {
  const headers = authorizationFor("/numbers");
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent, headers }, resolve).on("error", reject);
  });
  const body = await text(response);
  expect(response.statusCode, body).to.equal(200);
  return JSON.parse(body).number;
}
