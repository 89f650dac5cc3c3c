import type { Span } from "../src/span.ts";

type Step = {
  service: string;
  name: string;
  path?: string;
  /** Microseconds that it takes by itself. */
  own: number;
  calls?: Step[];
  isParallel?: boolean;
  error?: string;
};

const ports: Record<string, number> = {
  gateway: 8100,
  "book-api": 8081,
  "cd-api": 8082,
  "dvd-api": 8083,
  "numbergenerator-api": 8084,
  "inventory-api": 8085,
  "shoppingcart-api": 8086,
};

/** The same numbers from 0 to 1 each time (mulberry32). */
export function createDice(seed = 1) {
  let state = seed;
  return function roll(): number {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Roll = () => number;

const hex = (roll: Roll) =>
  Math.floor(roll() * 0xffffffff)
    .toString(16)
    .padStart(8, "0");

const newId = (roll: Roll) => `1${hex(roll).slice(1)}${hex(roll)}`;

const find = (service: string, own: number): Step => {
  return { service: `mongodb/${service}`, name: "find", own };
};

const stock = (roll: Roll): Step => ({
  service: "inventory-api",
  name: "get /stock",
  path: "/stock",
  own: 900 + roll() * 2_000,
  calls: [find("inventory-api", 700 + roll() * 4_000)],
});

const list = (kind: string, roll: Roll): Step => ({
  service: `${kind}-api`,
  name: `get /${kind}s`,
  path: `/${kind}s`,
  own: 1_200 + roll() * 3_000,
  calls: [find(`${kind}-api`, 1_500 + roll() * 6_000), stock(roll)],
});

const search = (roll: Roll): Step => ({
  service: "gateway",
  name: "get /search",
  path: "/search",
  own: 800,
  isParallel: true,
  calls: ["book", "cd", "dvd"].map((kind) => list(kind, roll)),
});

const checkout = (roll: Roll): Step => {
  const isShort = roll() < 0.25;
  const isSlow = roll() < 0.1;
  return {
    service: "gateway",
    name: "post /carts/{cartid}/checkout",
    path: "/carts/alice/checkout",
    own: 900,
    ...(isShort && { error: "503" }),
    calls: [
      {
        service: "shoppingcart-api",
        name: "post /carts/{cartid}/checkout",
        path: "/carts/alice/checkout",
        own: 2_500 + roll() * 3_000,
        ...(isShort && { error: "503" }),
        calls: [
          find("shoppingcart-api", 1_000 + roll() * 2_000),
          {
            service: "inventory-api",
            name: "post /reservations",
            path: "/reservations",
            own: (isSlow ? 400_000 : 2_000) + roll() * 2_000,
            ...(isShort && { error: "the stock does not answer" }),
            calls: [find("inventory-api", 2_000 + roll() * 3_000)],
          },
          find("shoppingcart-api", 900 + roll() * 1_000),
        ],
      },
    ],
  };
};

const newBook = (roll: Roll): Step => ({
  service: "gateway",
  name: "post /books",
  path: "/books",
  own: 700,
  calls: [
    {
      service: "book-api",
      name: "post /books",
      path: "/books",
      own: 2_000,
      calls: [
        {
          service: "numbergenerator-api",
          name: "get /numbers/{kind}",
          path: "/numbers/book",
          own: 600,
          calls: [find("numbergenerator-api", 1_500 + roll() * 900)],
        },
        find("book-api", 1_400),
        { ...stock(roll), name: "put /stock/{number}" },
      ],
    },
  ],
});

const kinds = [search, search, search, checkout, checkout, newBook];

/** The traces of so many requests, the last one `endAt` (milliseconds). */
export function makeUpTraces(count: number, endAt: number, seed = 1) {
  const roll = createDice(seed);
  return Array.from({ length: count }, (_, i) => {
    const make = kinds[Math.floor(roll() * kinds.length)] ?? search;
    const at = (endAt - (count - i) * 1_500) * 1_000;
    return spansOf(make(roll), at, roll);
  });
}

type Place = { traceId: string; id: string; parentId?: string; at: number };

function spansOf(root: Step, at: number, roll: Roll): Span[] {
  const id = newId(roll);
  return served(root, { traceId: `${newId(roll)}${id}`, id, at }, roll);
}

/** The server's span of a step, and everything below it. */
function served(step: Step, place: Place, roll: Roll, isShared = false) {
  const { traceId, id, parentId, at } = place;
  const below: Span[] = [];
  let now = at + Math.round(step.own / 3);
  let end = now;
  for (const call of step.calls ?? []) {
    const spans = called(step, call, { traceId, id, at: now }, roll);
    const { timestamp = 0, duration = 0 } = spans[0] as Span;
    end = Math.max(end, timestamp + duration);
    if (!step.isParallel) now = end + 150;
    below.push(...spans);
  }
  const duration = Math.round(end + (step.own * 2) / 3 - at);
  const kind = "SERVER" as const;
  const span = { traceId, parentId, id, kind, timestamp: at, duration };
  const own = { ...span, ...factsOf(step), ...(isShared && { shared: true }) };
  return [JSON.parse(JSON.stringify(own)) as Span, ...below];
}

/** The client's span of a call, and what is served because of it. */
function called(caller: Step, step: Step, from: Place, roll: Roll): Span[] {
  const { traceId, id: parentId, at } = from;
  const isDatabase = step.service.startsWith("mongodb");
  const place = { traceId, parentId, id: newId(roll), at };
  const span: Span = {
    ...factsOf(step),
    traceId,
    parentId,
    id: place.id,
    kind: "CLIENT",
    timestamp: Math.round(at),
    localEndpoint: endpointOf(caller.service),
    remoteEndpoint: endpointOf(step.service),
  };
  if (isDatabase) return [{ ...span, duration: Math.round(step.own) }];
  const wire = 300;
  const below = served(step, { ...place, at: at + wire }, roll, true);
  const duration = (below[0]?.duration ?? 0) + 2 * wire;
  return [withRetry({ ...span, duration }, step), ...below];
}

function withRetry(span: Span, { error }: Step): Span {
  if (!error) return span;
  const { timestamp = 0 } = span;
  const annotations = [
    { timestamp: timestamp + 1_000, value: "retry" },
    { timestamp: timestamp + 2_000, value: "circuit opened" },
  ];
  return { ...span, annotations };
}

function factsOf({ service, name, path, error }: Step) {
  return {
    name,
    localEndpoint: endpointOf(service),
    tags: {
      ...(path && { "http.path": path, instance: `${service}:1` }),
      ...(path && { "http.method": name.split(" ")[0]?.toUpperCase() ?? "" }),
      ...(error && { error }),
    },
  };
}

function endpointOf(service: string) {
  const serviceName = service.split("/")[0] as string;
  return { serviceName, ipv4: "127.0.0.1", port: ports[service] ?? 27017 };
}
