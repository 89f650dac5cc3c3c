import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { serviceToken, tokenOf } from "#commons/test/test-auth.ts";
import { until } from "../../registry/test/until.ts";
import { createLiveHub } from "../src/live/live-hub.ts";
import { type LiveGateway, startLiveGateway } from "./live-gateway.ts";

const number = "9798000000014";
const order = { orderId: "o-1", cartId: "alice", status: "CONFIRMED" };
const told = { type: "order", orderId: "o-1", status: "CONFIRMED" };

describe("the live connection", () => {
  let gateway: LiveGateway;

  afterEach(() => gateway.close());

  /** A client that has been told to read what it shows. */
  async function ready(token?: string) {
    const client = gateway.connect(token);
    await until(() => client.seen.length > 0);
    return client;
  }

  it("tells first to read what is shown", async () => {
    gateway = await startLiveGateway();
    const { seen, socket } = await ready();

    expect(seen).to.deep.equal([{ type: "resync" }]);
    expect(socket.protocol).to.equal("store.live");
  });

  it("tells all of the current stock, read once", async () => {
    gateway = await startLiveGateway();
    const clients = [await ready(), await ready(tokenOf("bob", "customer"))];

    gateway.stock.set(number, 5);
    gateway.tell("stock.changed", { items: [number, number] });
    gateway.stock.set(number, 4);

    const line = { number, onHand: 4 };
    for (const { seen } of clients) {
      await until(() => seen.length > 1);
      expect(seen[1]).to.deep.equal({ type: "stock", items: [line] });
    }
    expect(gateway.reads).to.deep.equal([[number]]);
  });

  it("reads no stock without a connection", async () => {
    gateway = await startLiveGateway();
    // As many as are read at once, so none of them waits for more.
    const items = Array.from({ length: 100 }, () => number);

    gateway.tell("stock.changed", { items });
    expect(gateway.reads).to.deep.equal([]);

    await ready();
    gateway.tell("stock.changed", { items });
    expect(gateway.reads).to.deep.equal([[number]]);
  });

  it("reads the stock again when it could not be read", async () => {
    gateway = await startLiveGateway();
    const { seen } = await ready();
    gateway.stock.set(number, 5);
    gateway.state.failure = new Unavailable("No reply.");

    gateway.tell("stock.changed", { items: [number] });
    await until(() => gateway.reads.length > 0);
    gateway.state.failure = undefined;

    await until(() => seen.length > 1);
    const line = { number, onHand: 5 };
    expect(seen[1]).to.deep.equal({ type: "stock", items: [line] });
  });

  it("tells of an order only its customer and the staff", async () => {
    gateway = await startLiveGateway();
    const alice = await ready(tokenOf("alice", "customer"));
    const secondTab = await ready(tokenOf("alice", "customer"));
    const staff = await ready(tokenOf("admin", "admin"));
    const others = [
      await ready(),
      await ready(tokenOf("bob", "customer")),
      // A client of another system may have any name.
      await ready(tokenOf("alice", "service")),
      await ready(serviceToken("alice")),
    ];

    gateway.tell("order.changed", { items: [order] });
    // Sent later, so what was to be seen before has been seen.
    gateway.subscription().onStart?.();

    for (const { seen } of [alice, secondTab, staff, ...others]) {
      await until(() => seen.at(-1) !== seen[0]);
    }
    for (const { seen } of [alice, secondTab, staff]) {
      expect(seen[1]).to.deep.equal(told);
    }
    for (const { seen } of others) {
      expect(seen.map(({ type }) => type)).to.deep.equal(["resync", "resync"]);
    }
  });

  it("tells all of a comment, without what it says", async () => {
    gateway = await startLiveGateway();
    const clients = [await ready(), await ready(tokenOf("bob", "customer"))];
    const change = { postId: "p-1", commentId: "c-1", status: "pending" };

    const items = [{ ...change, content: "orange" }];
    gateway.tell("comment.changed", { items });

    for (const { seen } of clients) {
      await until(() => seen.length > 1);
      expect(seen[1]).to.deep.equal({ type: "comment", ...change });
    }
    expect(gateway.subscription().topics).to.include("comment.changed");
  });

  it("tells to read again when messages may have been lost", async () => {
    gateway = await startLiveGateway();
    const { seen } = await ready();

    gateway.subscription().onStart?.();

    await until(() => seen.length > 1);
    expect(seen[1]).to.deep.equal({ type: "resync" });
  });

  it("throws for a message that it cannot read", async () => {
    gateway = await startLiveGateway();

    const broken = () => gateway.tell("order.changed", { items: [{}] });

    expect(broken).to.throw("orderId");
  });
});

describe("the hub of live connections", () => {
  it("ends a connection that does not read", () => {
    const hub = createLiveHub();
    const sent: string[] = [];
    let isEnded = false;
    const socket = {
      bufferedAmount: 0,
      send: (data: unknown) => sent.push(`${data}`),
      terminate: () => {
        isEnded = true;
      },
    };
    hub.add(socket);

    socket.bufferedAmount = 1_000_000;
    hub.pushStock([]);
    expect({ isEnded, count: sent.length }).to.eql({
      isEnded: false,
      count: 2,
    });
    socket.bufferedAmount = 1_000_001;
    hub.pushStock([]);

    expect({ isEnded, count: sent.length }).to.eql({ isEnded: true, count: 2 });
  });
});
