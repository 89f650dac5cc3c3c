import { expect } from "chai";
import { before, describe, it } from "mocha";
import { type Needs, readNeeds } from "../calls.ts";
import { kindOf, type Peer, type Rule, readBase, stage } from "./read.ts";
import { readArrows } from "./read-architecture.ts";

type Labels = Record<string, string>;

const policies = kindOf(readBase(), "NetworkPolicy");

const matches = (selector: Labels, pod: Labels) =>
  Object.entries(selector).every(([name, value]) => pod[name] === value);

/** What Kubernetes decides: without a policy for it, a pod may do everything. */
function permits(from: Labels, to: Labels, port: number): boolean {
  return (
    allows("egress", from, port, (rule) => rule.to, to) &&
    allows("ingress", to, port, (rule) => rule.from, from)
  );
}

function allows(
  direction: "egress" | "ingress",
  pod: Labels,
  port: number,
  peersOf: (rule: Rule) => Peer[] | undefined,
  other: Labels,
): boolean {
  const selecting = policies.filter(
    ({ spec }) =>
      matches(spec.podSelector.matchLabels ?? {}, pod) &&
      spec.policyTypes.some((type: string) => type.toLowerCase() === direction),
  );
  if (selecting.length === 0) return true;
  const rules: Rule[] = selecting.flatMap(({ spec }) => spec[direction]);
  return rules.some(
    (rule) =>
      (rule.ports?.some((one) => one.port === port) ?? true) &&
      (peersOf(rule)?.some(({ podSelector }) =>
        podSelector ? matches(podSelector.matchLabels, other) : false,
      ) ??
        true),
  );
}

const app = (name: string): Labels => ({ app: name });
const engines = {
  mongodb: { app: "mongodb-svc" },
  rabbitmq: { "app.kubernetes.io/name": "rabbitmq" },
};

describe("network policies", () => {
  let needs: Needs[];

  before(async () => {
    needs = (await readNeeds(stage)).filter(({ name }) => name !== "registry");
  });

  const pairs = () =>
    needs.flatMap((from) => needs.map((to) => [from, to] as const));

  it("permit the calls in the code, and no others", () => {
    for (const [from, to] of pairs()) {
      const pair = `${from.name} → ${to.name}`;
      const permitted = (port: number) =>
        permits(app(from.name), app(to.name), port);

      expect(permitted(8080), pair).to.equal(from.http.includes(to.name));
      expect(permitted(50051), `${pair}, gRPC`).to.equal(
        from.grpc.includes(to.name),
      );
      expect(permitted(22), `${pair}, another port`).to.equal(false);
    }
  });

  it("permit each call that the diagram of the store has", () => {
    const portOf = (line: string) => (line === "==>" ? 50051 : 8080);
    const calls = readArrows().filter(({ from, to }) =>
      [from, to].every((name) => name !== "rabbitmq"),
    );

    expect(calls).to.have.length.above(40);
    for (const { from, to, line } of calls) {
      const isPermitted = permits(app(from), app(to), portOf(line));
      expect(isPermitted, `${from} ${line} ${to}`).to.equal(true);
    }
  });

  it("permit no call that neither the diagram nor its text has", () => {
    const drawn = readArrows().map(({ from, to }) => `${from} ${to}`);
    const ofAll = ["gateway", "monitoring", "tracing"];
    const callsAll = ["gateway", "monitoring"];

    for (const [{ name: from }, { name: to }] of pairs()) {
      const isExplained = ofAll.includes(to) || callsAll.includes(from);
      if (isExplained || drawn.includes(`${from} ${to}`)) continue;
      for (const port of [8080, 50051]) {
        const pair = `${from} → ${to}:${port}`;
        expect(permits(app(from), app(to), port), pair).to.equal(false);
      }
    }
  });

  it("permit the engines to the services that use them", () => {
    for (const { name, database, broker } of needs) {
      const { mongodb, rabbitmq } = engines;
      expect(permits(app(name), mongodb, 27017), name).to.equal(database);
      expect(permits(app(name), rabbitmq, 5672), name).to.equal(broker);
    }
    expect(permits(app("intruder"), engines.mongodb, 27017)).to.equal(false);
    expect(permits(engines.mongodb, engines.mongodb, 27017)).to.equal(true);
  });

  it("permit Prometheus to read metrics, and nothing else", () => {
    const prometheus = { "app.kubernetes.io/name": "prometheus" };

    expect(permits(prometheus, app("book-api"), 8080)).to.equal(true);
    expect(permits(prometheus, app("customer-api"), 50051)).to.equal(false);
    expect(permits(prometheus, engines.mongodb, 27017)).to.equal(false);
  });

  it("refuse pods that are no service of the store", () => {
    for (const { name } of needs) {
      // Reachable from everywhere, through its port on every node.
      const isOnNodes = name === "posts-api";
      const permitted = permits(app("intruder"), app(name), 8080);
      expect(permitted, name).to.equal(isOnNodes);
    }
  });
});

describe("the calls in the code", () => {
  let needs: Map<string, Needs>;

  before(async () => {
    const all = await readNeeds(stage);
    needs = new Map(all.map((one) => [one.name, one]));
  });

  it("are found by the URLs of clients, over HTTP and gRPC", () => {
    expect(needs.get("book-api")?.http).to.include.members([
      "inventory-api",
      "numbergenerator-api",
    ]);
    expect(needs.get("user-queue")?.grpc).to.deep.equal(["customer-api"]);
    expect(needs.get("book-api")?.http).not.to.include("cd-api");
  });

  it("are found by settings, and by the use of the list of services", () => {
    expect(needs.get("event-bus")?.http).to.include("moderation-api");
    expect(needs.get("payment-api")?.http).to.include("payment-processor");
    expect(needs.get("monitoring")?.http).to.include("user-queue");
    expect(needs.get("monitoring")?.http).not.to.include("payment-processor");
  });

  it("may lead out of the store", () => {
    const callers = [...needs.values()].filter(({ outside }) => outside);

    expect(callers.map(({ name }) => name)).to.have.members([
      "slack-api",
      "payment-api",
      "sync-api",
    ]);
  });

  it("may lead to another instance of the caller", () => {
    expect(needs.get("gateway")?.http).to.include("gateway");
    expect(needs.get("book-api")?.http).not.to.include("book-api");
  });

  it("are none of a program that is no part of the store", () => {
    expect(needs.get("payment-processor")).to.deep.include({
      http: [],
      grpc: [],
      database: true,
    });
  });
});
