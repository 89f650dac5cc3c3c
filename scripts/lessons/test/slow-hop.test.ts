import { expect } from "chai";
import { describe, it } from "mocha";
import { type Slow, slowHop } from "../08-slow-hop.ts";
import { joinsOf, type Line, linesOf } from "../joined-lines.ts";
import type { Scene } from "../lesson.ts";
import type { Span } from "../traces.ts";

const victim = { id: "numbergenerator-api/2", port: 8184 };
const services = ["book-api", "numbergenerator-api", "inventory-api"];
const adds = [1, 2, 3, 4, 5, 6, 7, 8];
const scene = {} as Scene;

const idOf = (add: number) => `${add}`.repeat(32);

function lineOf(service: string, fields: object): Line {
  return { service, line: JSON.stringify({ time: 1, service, ...fields }) };
}

const linesWith = (fields: (add: number) => object) =>
  services.flatMap((service) =>
    adds.map((add) => lineOf(service, { msg: "200 5 ms", ...fields(add) })),
  );

/** As the first one of them calls the other two. */
function traceOf(add: number, { port = 8084, ms = 5 } = {}): Span[] {
  const span = (id: string, parentId: string, more: object): Span => {
    return { traceId: idOf(add), id, parentId, ...more };
  };
  const at = (serviceName: string, port = 1) => {
    return { localEndpoint: { serviceName, port } };
  };
  const server = { kind: "SERVER" };
  const duration = ms * 1_000;
  return [
    {
      traceId: idOf(add),
      id: "a",
      name: "post /books",
      duration: duration + 1_000,
      ...server,
      ...at("book-api"),
    },
    span("b", "a", { ...at("book-api"), duration }),
    span("c", "b", { ...server, ...at("numbergenerator-api", port), duration }),
    span("d", "c", { ...at("numbergenerator-api", port), duration }),
    span("e", "a", { ...at("book-api"), duration: 1_000 }),
    span("f", "e", { ...server, ...at("inventory-api"), duration: 1_000 }),
  ];
}

const lost: Slow = {
  victim,
  addsMs: [305, 5, 5, 5, 5, 5, 5, 5],
  lines: linesWith(() => ({})),
  traces: undefined,
};
const fast = adds.slice(1).map((add) => traceOf(add));
const slowest = traceOf(1, { port: victim.port, ms: 300 });
const traced: Slow = {
  ...lost,
  lines: linesWith((add) => ({ traceId: idOf(add) })),
  traces: [...fast, slowest],
};

async function holds(part: "symptom" | "cure", seen: Slow) {
  return (await slowHop[part].judge(scene, seen)).holds;
}

describe("the slow hop: its symptom", () => {
  it("is lines that nothing joins, and no collector", async () => {
    expect(await holds("symptom", lost)).to.equal(true);
  });

  it("is there as long as all lines name the same customer", async () => {
    const lines = linesWith(() => ({ user: "customer-1" }));

    expect(await holds("symptom", { ...lost, lines })).to.equal(true);
  });

  const others: Record<string, Partial<Slow>> = {
    "an id in the lines": { lines: traced.lines },
    "an id in what the lines say": {
      lines: linesWith((add) => ({ msg: `request ${idOf(add)}` })),
    },
    "a hop that logs nothing": { lines: lost.lines.slice(1) },
    "a collector": { traces: [] },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", { ...lost, ...seen })).to.equal(false);
    });
  }
});

describe("the slow hop: its cure", () => {
  it("is a trace for each, joined lines, and a slow span", async () => {
    expect(await holds("cure", traced)).to.equal(true);
  });

  const change = (at: number, given: Partial<Span>) =>
    slowest.map((span, index) => (index === at ? { ...span, ...given } : span));
  const others: Record<string, Partial<Slow>> = {
    "no collector": { traces: undefined },
    "a trace too few": { traces: fast },
    "a trace of each hop": { traces: [...fast, slowest.slice(2)] },
    "two roots": { traces: [...fast, change(2, { parentId: undefined })] },
    "a parent that is nowhere": {
      traces: [...fast, change(2, { parentId: "z" })],
    },
    "a hop that is not there": { traces: [...fast, slowest.slice(0, 4)] },
    "lines that no id joins": { lines: lost.lines },
    "the wrong instance": {
      traces: [...fast, traceOf(1, { port: 8084, ms: 300 })],
    },
    "another span that is slower": {
      traces: [...fast, change(5, { duration: 400_000 })],
    },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("cure", { ...traced, ...seen })).to.equal(false);
    });
  }
});

describe("lines of several services", () => {
  it("are joined by what is once in each", () => {
    const lines = [
      lineOf("a", { msg: "order 98765432 5 ms" }),
      lineOf("a", { msg: "order 11111111 5 ms" }),
      lineOf("b", { orderId: "98765432", time: 11111111 }),
    ];

    expect(joinsOf(lines)).to.deep.equal(["98765432"]);
  });

  it("are those of each copy, in which the request is served", () => {
    const entryOf = (instanceId: string, message: string) => {
      return { instanceId, message, line: "{}" };
    };
    const hop = { service: "oven-api", logged: /^GET \/pies 200/ };

    const lines = linesOf(
      [hop],
      [
        entryOf("oven-api/1", "GET /pies 200 5 ms"),
        entryOf("oven-api/2", "GET /pies 200 5 ms"),
        entryOf("oven-api/2", "GET /pies 404 5 ms"),
        entryOf("other-api/1", "GET /pies 200 5 ms"),
      ],
    );

    expect(lines).to.have.length(2);
  });
});
