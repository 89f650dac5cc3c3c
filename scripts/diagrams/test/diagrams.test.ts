import { expect } from "chai";
import { describe, it } from "mocha";
import { sourceOf } from "../../repository/sources.ts";
import { architecture } from "../architecture.ts";
import { components } from "../components.ts";
import { readConnections } from "../connections.ts";
import {
  readOutsiders,
  readOwners,
  readPlatform,
  readVisitors,
} from "../platform.ts";

const boot = 'import { boot } from "#commons/boot.ts";\n';

/** A stage with these files; each service has a folder. */
function stageOf(files: Record<string, string>) {
  const paths = Object.keys(files).filter((path) => path.includes("/src/"));
  const names = [...new Set(paths.map((path) => path.split("/")[1] ?? ""))];
  return {
    services: names.map((name, index) => {
      return {
        name,
        port: 9001 + index,
        instances: 1,
        path: `services/${name}`,
      };
    }),
    sources: Object.entries(files).map(([path, text]) =>
      sourceOf(path, text.replace(/^ +/gm, "")),
    ),
  };
}

const bakery = stageOf({
  "commons/boot.ts": `
    import "./registry.ts";
    createHttpClient(call, "http://ledger");
    envUrl("EUREKA_URL", "http://localhost:9003/eureka");`,
  "commons/registry.ts": '/** Of "http://oven". */\nconst own = "http://oven";',
  "commons/routes.ts": 'export const routes = { "/pies": "http://oven" };',
  "services/ledger/src/main.ts": `${boot}registry.list();\nenvUrl("SHOP_URL", "");`,
  "services/shop/src/main.ts": `${boot}
    import { routes } from "#commons/routes.ts";
    // Not "http://mill".
    client("grpc://ledger");
    publish("pie.sold");
    openDatabase();`,
  "services/lease-list/src/main.ts": boot,
  "services/oven/src/main.ts": `${boot}
    import { flour } from "./flour.ts";
    consume({ topics: ["pie.sold"] });
    subscribeEvents(handlers);
    env("REPLICAS", "shop,oven,other-system");
    fetch("http://elsewhere");`,
  "services/oven/src/flour.ts": "export const flour = 1;",
  "services/oven/test/oven.test.ts": 'client("http://mill");',
  "services/mill/src/main.ts": 'import "express";',
});

describe("the connections of a stage", () => {
  const found = readConnections(bakery).map(({ from, how, to, topic }) =>
    [from, how, to, topic].filter(Boolean).join(" "),
  );

  it("are the callees that services name, and what they share", () => {
    expect(found).to.include.members([
      "shop gRPC ledger",
      "shop HTTP oven",
      "ledger HTTP shop",
      "oven HTTP shop",
    ]);
  });

  it("are messages from publishers, and to their consumers", () => {
    expect(found).to.include.members([
      "shop messages rabbitmq pie.sold",
      "rabbitmq messages oven pie.sold",
      "event-bus events oven",
    ]);
  });

  it("are in no comment, test or platform, and go to no other system", () => {
    expect(found).to.have.length(7);
  });

  it("of all services to the platform are found in boot.ts", () => {
    expect(readPlatform(bakery)).to.have.members(["ledger", "lease-list"]);
    expect(readOutsiders(bakery)).to.deep.equal(["mill"]);
  });

  it("are of all instances for a service that uses the list", () => {
    expect(readVisitors(bakery)).to.deep.equal(["ledger"]);
  });

  it("have databases", () => {
    expect(readOwners(bakery)).to.deep.equal(["shop"]);
  });
});

describe("a diagram", () => {
  it("of the stage has a box for services with the same calls", () => {
    const twins = stageOf({
      "services/a/src/main.ts": 'client("http://c");',
      "services/b/src/main.ts": 'client("http://c");',
      "services/c/src/main.ts": "openDatabase();",
    });

    const lines = architecture(twins).split("\n");

    expect(lines).to.include.members([
      '  n_a(["a<br/>b"])',
      '  n_c["c"]',
      "  n_a --> n_c",
    ]);
  });

  it("of a service has its imports, except those that others imply", () => {
    const text = components(
      stageOf({
        "services/a/src/main.ts": 'import "./api.ts";\nimport "./pie.ts";',
        "services/a/src/api.ts": 'import "./pie.ts";',
        "services/a/src/pie.ts": "database.collection();",
      }),
    );

    expect(text).to.include("f_main --> f_api").and.include("f_api --> f_pie");
    expect(text).not.to.include("f_main --> f_pie");
    expect(text).not.to.include("database");
  });

  it("of many files joins small ones to their only users", () => {
    const names = Array.from({ length: 30 }, (_, index) => `part${index}`);
    const imports = names.map((name) => `import "./${name}.ts";`).join("\n");
    const files = names.map((name) => [`services/a/src/${name}.ts`, ""]);

    const text = components(
      stageOf({
        "services/a/src/main.ts": imports,
        ...Object.fromEntries(files),
      }),
    );

    expect(text.match(/^ +\w+\["/gm)).to.have.length(24);
    for (const name of names) expect(text).to.include(`${name}.ts`);
  });
});
