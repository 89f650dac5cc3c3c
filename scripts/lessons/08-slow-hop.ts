import type { Instance } from "../stage/stage.ts";
import { until } from "../testing/until.ts";
import { type Hop, joinsOf, type Line, linesOf } from "./joined-lines.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
  type Verdict,
} from "./lesson.ts";
import { startProxy } from "./proxy.ts";
import { describeShares, playRound } from "./served-calls.ts";
import { connect, type Store, summarize } from "./store.ts";
import {
  brokenTree,
  pathTo,
  readTraces,
  type Span,
  servedBy,
  slowestLeaf,
} from "./traces.ts";

export type Slow = {
  victim: Pick<Instance, "id" | "port">;
  /** The duration of each add, the slowest first. */
  addsMs: number[];
  lines: Line[];
  /** One for each add; undefined on a stage without a collector. */
  traces: Span[][] | undefined;
};

const slow = "numbergenerator-api";
const victimId = `${slow}/2`;
const adds = 8;
const delayMs = 300;

/** The services that every add passes through. */
const hops: Hop[] = [
  { service: "book-api", logged: /^POST \/books 201\b/ },
  { service: slow, logged: /^GET \/numbers\/book 200\b/ },
  { service: "inventory-api", logged: /^PUT \/stock\/\d+ 200\b/ },
];

/** The span of an add, and its name. */
const added = { serviceName: "book-api", spanName: "post /books" };
const addedSpan = `${added.serviceName}: ${added.spanName}`;

/** Some adds are slow: which hop delays them? */
export const slowHop: Lesson<Slow> = {
  stage: "demo08",
  title: "one hop of several is delayed",
  instances: { [slow]: 2 },

  async stimulus(scene) {
    const { stage, story, log } = scene;
    const store = await connect(stage);
    const proxy = await startProxy(stage.mongodbUrl);
    story.does(`Restart ${victimId} with a proxy before its database.`);
    await stage.restart(victimId, { MONGODB_URL: proxy.url });
    await seeAllServe(scene, store);
    const victim = findVictim(scene);

    story.does(
      `Delay what goes through the proxy by ${delayMs} ms, and add ${adds} books at once.`,
    );
    proxy.delayBy(delayMs);
    const [start, since] = [log.length(), Date.now()];
    const addsMs = await addAtOnce(store);
    story.sees(`They took ${addsMs.map(Math.round).join(", ")} ms.`);
    assume((addsMs[0] ?? 0) >= delayMs, "No add was slow.");

    story.does("Search logs and traces for the slowest one.");
    const lines = await until("each hop has logged each add", () => {
      const found = linesOf(hops, log.since(start));
      assume(!hopWithoutLines(found), "A line is missing.");
      return found;
    });
    const traces = await readTraces(added, since, (found) => {
      return found.length >= adds && !found.some(wrongTrace);
    });
    story.sees(describeRecords(lines, traces));
    return { victim, addsMs, lines, traces };
  },

  symptom: {
    expectation:
      "each hop logs a line for each add, no id joins the lines of one add, and there are no traces.",
    async judge(_, { lines, traces }) {
      const silent = hopWithoutLines(lines);
      if (silent) return doesNotHold(`${silent.service} lacks lines.`);
      const joins = joinsOf(lines);
      if (joins.length > 0) {
        return doesNotHold(`${joins[0]} is in one line of each hop.`);
      }
      if (traces) return doesNotHold("There is a collector of traces.");
      return holds(
        `Each of the ${adds} lines of ${slow} may belong to the slowest add.`,
      );
    },
  },

  cure: {
    expectation: `each add is one trace with the right parents, its id joins the log lines, and the slow span of the slowest add belongs to ${victimId}.`,
    async judge(_, { victim, lines, traces }) {
      if (!traces) return doesNotHold("There is no collector of traces.");
      if (traces.length !== adds) {
        return doesNotHold(
          `There are ${traces.length} traces of ${adds} adds.`,
        );
      }
      const wrong = traces.map(wrongTrace).find((problem) => problem);
      if (wrong) return doesNotHold(wrong);
      const joins = joinsOf(lines);
      const loose = traces.find(
        ([span]) => !joins.includes(`${span?.traceId}`),
      );
      if (loose) {
        return doesNotHold(`A hop has no line with ${loose[0]?.traceId}.`);
      }
      return judgeSlowest(victim, traces.toSorted(byDuration)[0] ?? []);
    },
  },

  broken: [
    {
      about: "callers that do not send the headers of the trace",
      edits: [
        {
          file: "commons/calls/trace.ts",
          find: "await next(withHeaders(call, headers));",
          replace: "await next(call);",
        },
      ],
    },
  ],
};

/** Each hop has a line for each add; more, if a call was repeated. */
function hopWithoutLines(lines: Line[]): Hop | undefined {
  const count = (hop: Hop) =>
    lines.filter(({ service }) => service === hop.service).length;
  return hops.find((hop) => count(hop) < adds);
}

/** Before the delay, each instance issues numbers and no call fails. */
async function seeAllServe(scene: Scene, store: Store) {
  const start = scene.log.length();
  const round = await until(
    "each instance issues numbers",
    async () => {
      const round = await playRound(scene, store, { service: slow, calls: 4 });
      assume(round.refusals.length === 0, summarize(round.refusals));
      const isServing = round.shares.every((share) => share.calls > 0);
      assume(isServing, describeShares(round));
      return round;
    },
    { withinMs: 15_000 },
  );
  const countOf = (hop: Hop) => linesOf([hop], scene.log.since(start)).length;
  await until("each hop has logged all of them", () => {
    return new Set(hops.map(countOf)).size === 1;
  });
  scene.story.sees(`4 × 201: ${describeShares(round)}`);
}

function findVictim({ stage }: Scene) {
  const victim = stage.instances().find(({ id }) => id === victimId);
  assume(victim, `There is no ${victimId}.`);
  return victim;
}

async function addAtOnce(store: Store): Promise<number[]> {
  const add = async () => {
    const start = performance.now();
    const answer = await store.addBook();
    assume(answer.ok, answer.ok ? "" : summarize([answer]));
    return performance.now() - start;
  };
  const durations = await Promise.all(Array.from({ length: adds }, add));
  return durations.toSorted((a, b) => b - a);
}

function describeRecords(lines: Line[], traces: Span[][] | undefined) {
  const counts = hops.map(({ service }) => {
    const own = lines.filter((line) => line.service === service);
    return `${own.length} lines of ${service}`;
  });
  const [joins, kept] = [joinsOf(lines).length, traces?.length ?? "no"];
  return `${counts.join(", ")}; ${joins} ids that join them; ${kept} traces`;
}

function wrongTrace(spans: Span[]): string | undefined {
  const broken = brokenTree(spans);
  if (broken) return broken;
  for (const { service } of hops) {
    const own = spans.find(
      ({ kind, localEndpoint }) =>
        kind === "SERVER" && localEndpoint?.serviceName === service,
    );
    if (!own) return `A trace has no span of ${service}.`;
    const path = pathTo(own, spans);
    if (service !== "book-api" && !path.includes(addedSpan)) {
      return `The path to ${service} is ${path.join(" > ")}.`;
    }
  }
  return undefined;
}

function judgeSlowest({ id, port }: Slow["victim"], slowest: Span[]): Verdict {
  const leaf = slowestLeaf(slowest);
  if (!leaf) return doesNotHold("The slowest add has no spans.");
  if (servedBy(leaf, slowest).localEndpoint?.port !== port) {
    return doesNotHold(
      `The slow span is ${pathTo(leaf, slowest).join(" > ")}.`,
    );
  }
  const ms = Math.round((leaf.duration ?? 0) / 1000);
  const path = pathTo(leaf, slowest).join("\n> ");
  return holds(`The slow span belongs to ${id}, with ${ms} ms:\n${path}`);
}

function byDuration(a: Span[], b: Span[]) {
  return longest(b) - longest(a);
}

function longest(spans: Span[]) {
  return Math.max(...spans.map(({ duration = 0 }) => duration));
}
