import type { Instance } from "../stage/stage.ts";
import { until } from "../testing/until.ts";
import { layCable } from "./cable.ts";
import { type Hop, joinsOf, type Line, linesOf } from "./joined-lines.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
  type Verdict,
} from "./lesson.ts";
import { describeShares, playRound } from "./served-calls.ts";
import { connect, type Store, summarize } from "./store.ts";
import {
  brokenTree,
  pathTo,
  readTraces,
  type Span,
  slowestLeaf,
} from "./traces.ts";

export type Slow = {
  victim: Pick<Instance, "id" | "port">;
  /** How long each add took, the slowest first. */
  addsMs: number[];
  lines: Line[];
  /** One an add; undefined if there is nobody who keeps traces. */
  traces: Span[][] | undefined;
};

const slow = "numbergenerator-api";
const victimId = `${slow}/2`;
const adds = 8;
const delayMs = 300;

/** Every add passes through these. */
const hops: Hop[] = [
  { service: "book-api", logged: /^POST \/books 201\b/ },
  { service: slow, logged: /^GET \/numbers\/book 200\b/ },
  { service: "inventory-api", logged: /^PUT \/stock\/\d+ 200\b/ },
];

/** The span of an add, and how it is called. */
const added = { serviceName: "book-api", spanName: "post /books" };
const addedSpan = `${added.serviceName}: ${added.spanName}`;

/** One add in eight is slow. Where has it been? */
export const slowHop: Lesson<Slow> = {
  stage: "demo08",
  title: "one hop of several is delayed",
  instances: { [slow]: 2 },

  async stimulus(scene) {
    const { stage, story, log } = scene;
    const store = await connect(stage);
    const cable = await layCable(stage.mongodbUrl);
    story.does(`Restart ${victimId} with a cable of its own to the database.`);
    await stage.restart(victimId, { MONGODB_URL: cable.url });
    await seeAllAtWork(scene, store);
    const victim = findVictim(scene);

    story.does(
      `Make this cable ${delayMs} ms long, and add ${adds} books at once.`,
    );
    cable.lengthen(delayMs);
    const [start, since] = [log.length(), Date.now()];
    const addsMs = await addAtOnce(store);
    story.sees(`They took ${addsMs.map(Math.round).join(", ")} ms.`);
    assume((addsMs[0] ?? 0) >= delayMs, "Not one of them was slow.");

    story.does("Look for all that is known about the slowest one.");
    const lines = await until("each hop has logged each add", () => {
      const found = linesOf(hops, log.since(start));
      assume(found.length >= adds * hops.length, `${found.length} lines`);
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
      "each hop has a line for each of the adds, and nothing in them says which belong together; there is nobody else to ask.",
    async judge(_, { lines, traces }) {
      for (const { service } of hops) {
        const own = lines.filter((line) => line.service === service);
        if (own.length !== adds) {
          return doesNotHold(
            `${service} has ${own.length} lines, not ${adds}.`,
          );
        }
      }
      const joins = joinsOf(lines);
      if (joins.length > 0) {
        return doesNotHold(`${joins[0]} is in one line of each hop.`);
      }
      if (traces) return doesNotHold("There is somebody to ask.");
      return holds(
        `Any of the ${adds} lines of ${slow} may be that of the slowest add.`,
      );
    },
  },

  cure: {
    expectation: `each add is one trace with right parents, its id joins the lines, and in the slowest one the slow span is that of ${victimId}.`,
    async judge(_, { victim, lines, traces }) {
      if (!traces) return doesNotHold("There is nobody who keeps traces.");
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
        return doesNotHold(`No line of some hop has ${loose[0]?.traceId}.`);
      }
      return judgeSlowest(victim, traces.toSorted(byDuration)[0] ?? []);
    },
  },

  broken: {
    about: "callers that keep the headers of the trace to themselves",
    edits: [
      {
        file: "commons/tracing/http-calls.ts",
        find: "return Request.addZipkinHeaders({}, span).headers;",
        replace: "return {};",
      },
    ],
  },
};

/** All is well: each copy gives numbers, and not one call fails. */
async function seeAllAtWork(scene: Scene, store: Store) {
  const round = await until(
    "each copy gives numbers",
    async () => {
      const round = await playRound(scene, store, { service: slow, calls: 4 });
      assume(round.refusals.length === 0, summarize(round.refusals));
      const isAtWork = round.shares.every((share) => share.calls > 0);
      assume(isAtWork, describeShares(round));
      return round;
    },
    { withinMs: 15_000 },
  );
  const countOf = (hop: Hop) => linesOf([hop], scene.log.since(0)).length;
  await until("each hop has logged all of them", () => {
    return new Set(hops.map(countOf)).size === 1;
  });
  scene.story.sees(`All is well: ${describeShares(round)}`);
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
      return `The way to ${service} is ${path.join(" > ")}.`;
    }
  }
  return undefined;
}

function judgeSlowest({ id, port }: Slow["victim"], slowest: Span[]): Verdict {
  const leaf = slowestLeaf(slowest);
  if (leaf?.localEndpoint?.port !== port) {
    return doesNotHold(
      `The slow span is ${leaf && pathTo(leaf, slowest).join(" > ")}.`,
    );
  }
  const ms = Math.round((leaf.duration ?? 0) / 1000);
  const path = pathTo(leaf, slowest).join("\n> ");
  return holds(`The slow span is that of ${id}, with ${ms} ms:\n${path}`);
}

function byDuration(a: Span[], b: Span[]) {
  return longest(b) - longest(a);
}

function longest(spans: Span[]) {
  return Math.max(...spans.map(({ duration = 0 }) => duration));
}
