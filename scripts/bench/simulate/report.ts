import { createRandom } from "../../extrapolate/random.ts";
import type { Costs } from "../load/costs.ts";
import {
  byLimit,
  limitOf,
  type Needs,
  needsFor,
  ordersADay,
  ordersASecond,
  prices,
  requestsAnOrder,
  resourcesOf,
  stationsOf,
  target,
  utilisationOf,
} from "./capacity.ts";
import { type Line, type Outcome, simulate } from "./queues.ts";
import { remedyFor } from "./remedies.ts";

type Options = { cores: number; peak: number; seed: number };

const loads = [100, 10_000, 1_000_000];
const requests = 20_000;
const shown = 8;
const nearlyFull = 0.98;

/** Where queues build up, and what it costs to avoid it; 80 columns wide. */
export function renderSimulation(costs: Costs, options: Options): string {
  const { cores, peak } = options;
  const rates = loads.map((load) => ordersASecond(load, peak));
  const [machine, ...components] = resourcesOf(costs, cores);
  if (!machine) return "";
  const used = components.filter(({ cpuMs }) => cpuMs > 0);
  const busiest = byLimit(used).slice(0, shown);
  const needs = rates.map((rate) => needsFor(costs, rate));
  return [
    row("orders a day", loads.map(inWords)),
    row(`orders a second, at ${peak} times the mean`, rates.map(short)),
    ...[machine, ...busiest].map((it) => {
      const shares = rates.map((rate) => percent(utilisationOf(it, rate)));
      return row(`  ${it.name}, ${it.cpuMs.toFixed(1)} ms an order`, shares);
    }),
    "",
    `Queues, simulated with ${inWords(requests)} requests:`,
    ...loads.flatMap((load, i) =>
      queueLines(costs, load, rates[i] ?? 0, options),
    ),
    "",
    "Limits, in orders a second (a day):",
    ...[machine, ...busiest.slice(0, 3)].map((it) => {
      const limit = limitOf(it);
      const aDay = inWords(ordersADay(limit, peak));
      return `  ${it.name.padEnd(18)}${limit.toFixed(1)} (${aDay})`;
    }),
    "",
    ...remedyLines(needs.at(-1) as Needs, costs),
    "",
    ...priceLines(needs),
  ].join("\n");
}

/** The longest queue; where it grows without end, also with enough cores. */
function queueLines(
  costs: Costs,
  load: number,
  orders: number,
  { cores, seed }: Options,
): string[] {
  const stations = stationsOf(costs);
  const run = (count: number) => {
    const random = createRandom(seed);
    return simulate({
      ...{ stations, cores: count, requests },
      perSecond: orders * requestsAnOrder,
      random: () => random.below(2 ** 31) / 2 ** 31,
    });
  };
  const outcome = run(cores);
  const first = `  ${inWords(load).padStart(9)}: ${describe(outcome)}`;
  if (!isGrowing(outcome)) return [first];
  const unlimited = run(Number.POSITIVE_INFINITY);
  return [first, `    with enough cores: ${describe(unlimited)}`];
}

/** More than a tenth of all requests were not finished. */
const isGrowing = ({ arrived, left }: Outcome) => left > arrived / 10;

function describe(outcome: Outcome): string {
  const lines = [outcome.cores, ...outcome.stations];
  const longest = lines.reduce((one, other) =>
    other.queue > one.queue ? other : one,
  );
  return isGrowing(outcome) ? growth(outcome, lines) : still(longest);
}

const still = ({ name, queue, waitMs }: Line) =>
  `longest at ${name}: ${queue.toFixed(2)} calls, ${waitMs.toFixed(1)} ms`;

function growth({ seconds, cores }: Outcome, lines: Line[]): string {
  const full = cores.utilisation > nearlyFull ? `${cores.name} are busy; ` : "";
  const { name, left } = lines.reduce((one, other) =>
    other.left > one.left ? other : one,
  );
  return `${full}grows at ${name} (+${(left / seconds).toFixed(0)} a second)`;
}

function remedyLines({ instances, cores }: Needs, { components }: Costs) {
  const needed = components.flatMap(({ name, instances: now }) => {
    const count = instances.get(name) ?? now;
    return count > now ? [`  ${name.padEnd(18)}${remedyFor(name, count)}`] : [];
  });
  return [
    `A million orders a day need ${cores} cores, and instead of one instance:`,
    ...needed,
  ];
}

function priceLines(needs: Needs[]): string[] {
  const month = needs.map(({ dollarsAMonth }) => dollarsAMonth);
  const perOrder = month.map((dollars, i) => {
    const orders = ((loads[i] as number) * 365) / 12;
    return ((dollars / orders) * 100).toFixed(3);
  });
  return [
    row("orders a day", loads.map(inWords)),
    row(
      "cores",
      needs.map(({ cores }) => String(cores)),
    ),
    row(
      "memory, GB",
      needs.map(({ gigabytes }) => gigabytes.toFixed(1)),
    ),
    row(
      "dollars a month",
      month.map((dollars) => inWords(dollars)),
    ),
    row("cents an order", perOrder),
    `At ${percent(target)} utilisation, $${prices.vcpuHour} an hour for a core, $${prices.gigabyteHour} for a GB.`,
  ];
}

function row(label: string, cells: string[]): string {
  return label.padEnd(41) + cells.map((cell) => cell.padStart(13)).join("");
}

const inWords = (count: number) => Math.round(count).toLocaleString("en");
const percent = (share: number) => `${inWords(share * 100)} %`;
const short = (value: number) => value.toFixed(value < 1 ? 4 : 1);
