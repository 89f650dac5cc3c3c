import { expect } from "chai";
import { describe, it } from "mocha";
import type { Broker, Message, Queue } from "#commons/broker.ts";
import { Invalid, Unavailable } from "#commons/errors.ts";
import type { HttpClient } from "#commons/http.ts";
import { createNewUserConsumer } from "../src/new-user-consumer.ts";
import { createNewUserService } from "../src/new-user-service.ts";
import { createSlackClient } from "../src/slack-client.ts";

const ada = { id: "1", name: "Ada", email: "ada@store.example" };

const waitsMs = [1, 2, 3, 4];

/** The service with a broker that delivers what a test gives it. */
async function start(slackApi: (body: unknown) => Promise<unknown>) {
  const queues: Queue[] = [];
  let handle = async (_message: Message): Promise<unknown> => undefined;
  const consume: Broker["consume"] = async (queue, handler) => {
    queues.push(queue);
    handle = handler;
  };
  const request = async (method: string, path: string, body: unknown) => {
    expect(`${method} ${path}`).to.equal("POST /");
    return slackApi(body);
  };
  const slack = createSlackClient(request as HttpClient);
  const newUsers = createNewUserService(slack);
  await createNewUserConsumer({ consume }, newUsers, waitsMs).start();
  const deliver = (content: unknown, id = "e1", attempt = 1) =>
    handle({ id, topic: "user.created", content, attempt });
  return { queues, deliver };
}

const failureOf = (task: Promise<unknown>) =>
  task.then(
    () => undefined,
    (error: Error) => error,
  );

describe("user-queue", () => {
  it("has one queue for each work, with the topic of sign-ups", async () => {
    const { queues } = await start(async () => {});

    expect(queues).to.deep.equal([
      { name: "user-slack", topics: ["user.created"], waitsMs },
    ]);
  });

  it("posts each new user to the channel of the staff", async () => {
    const posted: unknown[] = [];
    const { deliver } = await start(async (body) => posted.push(body));

    await deliver({ ...ada, more: "is ignored" }, "e1");

    expect(posted).to.deep.equal([
      {
        id: "e1",
        channel: "#user",
        message: "User ada@store.example created",
      },
    ]);
  });

  it("gives each delivery of an event the same id", async () => {
    const ids: unknown[] = [];
    const { deliver } = await start(async (body) => {
      ids.push((body as { id: string }).id);
    });

    for (const attempt of [1, 2, 3]) await deliver(ada, "e1", attempt);

    expect(ids).to.deep.equal(["e1", "e1", "e1"]);
  });

  it("keeps an event until slack-api has taken it", async () => {
    let reply = () => {};
    let isDone = false;
    const { deliver } = await start(
      () =>
        new Promise<void>((resolve) => {
          reply = resolve;
        }),
    );

    const delivery = deliver(ada).then(() => {
      isDone = true;
    });
    await new Promise(setImmediate);
    expect(isDone).to.equal(false);
    reply();
    await delivery;
  });

  it("fails as slack-api does, so that the event is delivered again", async () => {
    const down = new Unavailable("slack-api does not answer.");
    const { deliver } = await start(async () => {
      throw down;
    });

    expect(await failureOf(deliver(ada))).to.equal(down);
  });

  it("refuses an event without an e-mail address for good", async () => {
    const posted: unknown[] = [];
    const { deliver } = await start(async (body) => posted.push(body));

    for (const content of [{}, null, "ada", { email: 1 }]) {
      expect(await failureOf(deliver(content))).to.be.instanceOf(Invalid);
    }
    expect(posted).to.deep.equal([]);
  });
});
