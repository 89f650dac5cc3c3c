// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { runningStage } from "../hooks.ts";
import { expectProblem, fieldsOf } from "../problems.ts";
import { atOnce, unique } from "../samples.ts";
import { call } from "./doors.ts";

const slackUrl = () => runningStage().url("slack-api");
const post = (json: unknown) => call(slackUrl(), "POST", { json });

async function list(query: string) {
  const reply = await fetch(`${slackUrl()}/messages?${query}`);
  expect(reply.status).to.equal(200);
  const { items } = (await reply.json()) as {
    items: { id: string; message: string }[];
  };
  return items;
}

const noText = [1, true, null, [], {}, { $gt: "" }];
const badValues: Record<string, unknown[]> = {
  channel: [...noText, "", "a b", "#a\r\nb", "x".repeat(81)],
  message: [...noText, "", "  ", "a\u0000", "x".repeat(4_001)],
  id: [...noText, "", "$ne", "a b", "x".repeat(65)],
  more: [1],
};

describe("slack-api", () => {
  it("stores every message, the newest first, ten by default", async () => {
    const channel = `#${unique()}`;
    for (let i = 1; i <= 12; i++) {
      const reply = await post({ channel, message: `${i}` });
      expect(reply.status).to.equal(200);
    }

    const name = encodeURIComponent(channel);
    const messages = (await list(`channel=${name}`)).map((it) => it.message);
    expect(messages).to.deep.equal([
      "12",
      "11",
      "10",
      "9",
      "8",
      "7",
      "6",
      "5",
      "4",
      "3",
    ]);
    const rest = await list(`channel=${name}&limit=5&offset=10`);
    expect(rest.map(({ message }) => message)).to.deep.equal(["2", "1"]);
  });

  it("stores a repeated id once, also after a kill", async () => {
    const [channel, id] = [`#${unique()}`, unique()];
    const send = () => post({ channel, message: "hello", id });
    await Promise.all(atOnce(5, send));

    await runningStage().kill("slack-api/1");
    await runningStage().restart("slack-api/1");
    await send();

    const found = await list(`channel=${encodeURIComponent(channel)}`);
    expect(found.map((it) => it.id)).to.deep.equal([id]);
  });

  it("names each field that is missing", async () => {
    const problem = await expectProblem(await post({}), 400);

    expect(fieldsOf(problem)).to.have.members(["channel", "message"]);
  });

  for (const [field, values] of Object.entries(badValues)) {
    it(`names a bad ${field}`, async () => {
      for (const value of values) {
        const json = { channel: "#a", message: "a", [field]: value };
        const problem = await expectProblem(await post(json), 400);
        expect(fieldsOf(problem), `${value}`).to.deep.equal([field]);
      }
    });
  }

  it("names each bad parameter of a list", async () => {
    for (const [field, value] of Object.entries({
      limit: "0",
      offset: "-1",
      channel: "",
      more: "1",
    })) {
      const reply = await fetch(`${slackUrl()}/messages?${field}=${value}`);
      expect(fieldsOf(await expectProblem(reply, 400))).to.deep.equal([field]);
    }
  });
});
