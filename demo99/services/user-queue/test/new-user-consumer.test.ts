import { expect } from "chai";
import { describe, it } from "mocha";
import type { Broker, Message, Queue } from "#commons/broker.ts";
import {
  Conflict,
  Invalid,
  NotFound,
  Outdated,
  Unavailable,
} from "#commons/errors.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Customer, CustomerService } from "#protobuf/customer.ts";
import { createNewUserConsumer } from "../src/new-user-consumer.ts";
import { createNewUsers } from "../src/new-users.ts";

const ada = { id: "1", name: "Ada", email: "ada@store.example" };
const customer = { reference: "1", name: "Ada", email: ada.email };

const waitsMs = [1, 2, 3, 4];

type Fakes = {
  slackApi?: (body: unknown) => Promise<unknown>;
  register?: (customer: Customer) => Promise<Customer>;
  getByReference?: () => Promise<Customer>;
  update?: (customer: Customer) => Promise<Customer>;
};

/** The service with a broker that delivers what a test gives it. */
async function start({
  slackApi = async () => {},
  register = async () => customer,
  getByReference = async () => customer,
  update = async (it) => it,
}: Fakes) {
  const queues: Queue[] = [];
  const handlers: ((message: Message) => Promise<unknown>)[] = [];
  const consume: Broker["consume"] = async (queue, handler) => {
    queues.push(queue);
    handlers.push(handler);
  };
  const request = async (method: string, path: string, body: unknown) => {
    expect(`${method} ${path}`).to.equal("POST /");
    return slackApi(body);
  };
  const customers = {
    ...{ register, getByReference, update },
  } as unknown as CustomerService;
  const newUsers = createNewUsers(request as HttpClient, customers);
  await createNewUserConsumer({ consume }, newUsers, waitsMs).start();
  const deliverTo =
    (index: number) =>
    async (content: unknown, id = "e1", attempt = 1, topic = "user.created") =>
      handlers[index]?.({ id, topic, content, attempt });
  return {
    queues,
    toSlack: deliverTo(0),
    toCustomers: deliverTo(1),
    change: (content: unknown) =>
      deliverTo(1)(content, "e2", 1, "user.updated"),
  };
}

const failureOf = (task: Promise<unknown>) =>
  task.then(
    () => undefined,
    (error: Error) => error,
  );

describe("user-queue", () => {
  it("has one queue for each work, with the topics that cause it", async () => {
    const { queues } = await start({});

    const [created, updated] = ["user.created", "user.updated"];
    expect(queues).to.deep.equal([
      { name: "user-slack", topics: [created], waitsMs },
      { name: "user-customer", topics: [created, updated], waitsMs },
    ]);
  });

  it("posts each new user to the channel of the staff", async () => {
    const posted: unknown[] = [];
    const slackApi = async (body: unknown) => posted.push(body);
    const { toSlack } = await start({ slackApi });

    await toSlack({ ...ada, more: "is ignored" }, "e1");

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
    const slackApi = async (body: unknown) => {
      ids.push((body as { id: string }).id);
    };
    const { toSlack } = await start({ slackApi });

    for (const attempt of [1, 2, 3]) await toSlack(ada, "e1", attempt);

    expect(ids).to.deep.equal(["e1", "e1", "e1"]);
  });

  it("keeps an event until slack-api has taken it", async () => {
    let reply = () => {};
    let isDone = false;
    const slackApi = () =>
      new Promise<void>((resolve) => {
        reply = resolve;
      });
    const { toSlack } = await start({ slackApi });

    const delivery = toSlack(ada).then(() => {
      isDone = true;
    });
    await new Promise(setImmediate);
    expect(isDone).to.equal(false);
    reply();
    await delivery;
  });

  it("registers each new user as a customer", async () => {
    const registered: unknown[] = [];
    const { toCustomers } = await start({
      async register(one) {
        registered.push(one);
        return one;
      },
    });

    await toCustomers({ ...ada, more: "is ignored" });

    expect(registered).to.deep.equal([customer]);
  });

  it("takes a customer that has changed since then for registered", async () => {
    const register = async () => {
      throw new Conflict("exists");
    };

    const { toCustomers } = await start({ register });

    expect(await failureOf(toCustomers(ada))).to.equal(undefined);
  });

  it("changes the customer of a changed user", async () => {
    const updated: unknown[] = [];
    const { change } = await start({
      async update(one) {
        updated.push(one);
        return one;
      },
    });

    await change({ ...ada, version: 2, more: "is ignored" });

    expect(updated).to.deep.equal([{ ...customer, version: 2 }]);
  });

  it("takes a change for done if a newer one is", async () => {
    const { change } = await start({
      async update() {
        throw new Outdated("newer");
      },
    });

    expect(await failureOf(change({ ...ada, version: 2 }))).to.equal(undefined);
  });

  it("registers a changed user that is no customer yet", async () => {
    const registered: unknown[] = [];
    const { change } = await start({
      async update() {
        throw new NotFound("unknown");
      },
      async register(one) {
        registered.push(one);
        return one;
      },
    });

    await change({ ...ada, version: 2 });

    expect(registered).to.deep.equal([{ ...customer, version: 2 }]);
  });

  it("fails if another customer has the new address, still", async () => {
    const taken = new Conflict("exists");
    const { change } = await start({
      async update() {
        throw taken;
      },
    });

    expect(await failureOf(change({ ...ada, version: 2 }))).to.equal(taken);
  });

  it("fails if another customer has the address", async () => {
    const taken = new Conflict("exists");
    const { toCustomers } = await start({
      async register() {
        throw taken;
      },
      async getByReference() {
        throw new NotFound("unknown");
      },
    });

    expect(await failureOf(toCustomers(ada))).to.equal(taken);
  });

  it("fails as its callees do, so that the event is delivered again", async () => {
    const down = new Unavailable("does not answer.");
    const fail = async () => {
      throw down;
    };
    const { toSlack, toCustomers } = await start({
      slackApi: fail,
      register: fail,
    });

    expect(await failureOf(toSlack(ada))).to.equal(down);
    expect(await failureOf(toCustomers(ada))).to.equal(down);
  });

  it("refuses an event without its fields for good", async () => {
    const calls: unknown[] = [];
    const { toSlack, toCustomers, change } = await start({
      slackApi: async (body) => calls.push(body),
      async register(one) {
        calls.push(one);
        return one;
      },
    });

    for (const content of [{}, null, "ada", { ...ada, email: 1 }]) {
      expect(await failureOf(toSlack(content))).to.be.instanceOf(Invalid);
      expect(await failureOf(toCustomers(content))).to.be.instanceOf(Invalid);
      expect(await failureOf(change(content))).to.be.instanceOf(Invalid);
    }
    expect(await failureOf(change(ada))).to.be.instanceOf(Invalid);
    expect(calls).to.deep.equal([]);
  });
});
