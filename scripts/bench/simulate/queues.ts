/** A service: `servers` instances, each of which serves one call at a time. */
export type Station = {
  name: string;
  servers: number;
  /** How often a request calls it, on average. */
  calls: number;
  /** The mean CPU time of a call, in ms. */
  serviceMs: number;
};

/** What has waited at a station, or for a core. */
export type Line = {
  name: string;
  /** The share of the time in which its servers were busy. */
  utilisation: number;
  /** The mean number of waiting calls. */
  queue: number;
  /** The mean wait of a call. */
  waitMs: number;
  /** What still waited at the end. */
  left: number;
};

export type Outcome = {
  arrived: number;
  finished: number;
  /** In service, or waiting. */
  left: number;
  seconds: number;
  stations: Line[];
  /** Calls whose instance is free, and no core. */
  cores: Line;
};

type Options = {
  stations: Station[];
  /** Shared by all instances. */
  cores: number;
  /** Requests, on average; they arrive independently of each other. */
  perSecond: number;
  /** The simulation ends with the arrival of the last one. */
  requests: number;
  /** At least 0, below 1. */
  random: () => number;
};

type Call = { at: number; rest: number[]; since: number; endsAt: number };
type Count = { servedMs: number; waitedMs: number; calls: number };

/**
 * A discrete-event simulation of a queueing network: requests visit their
 * stations one after the other, in random order. Times between arrivals, and those of service,
 * are exponentially distributed; queues are first in, first out.
 */
export function simulate(options: Options): Outcome {
  const { stations, cores, perSecond, random } = options;
  const waiting: Call[][] = stations.map(() => []);
  const busy = stations.map(() => 0);
  const counts = stations.map(newCount);
  const forCores = newCount();
  /** Has an instance, waits for a core. */
  const ready: Call[] = [];
  let running: Call[] = [];
  let [now, arrived, finished] = [0, 0, 0];
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;

  /** 1.3 calls are one call, and in three of ten cases another one. */
  function route(): number[] {
    const visits = stations.flatMap(({ calls }, index) => {
      const whole = Math.floor(calls);
      const count = whole + Number(random() < calls - whole);
      return Array.from({ length: count }, () => ({ index, turn: random() }));
    });
    return visits
      .toSorted((one, other) => one.turn - other.turn)
      .map(({ index }) => index);
  }

  function goOn([at, ...rest]: number[]): void {
    if (at === undefined) {
      finished++;
      return;
    }
    waiting[at]?.push({ at, rest, since: now, endsAt: 0 });
    admit(at);
  }

  function admit(at: number): void {
    const [{ servers }, count] = [stations[at], counts[at]] as [Station, Count];
    while ((busy[at] as number) < servers) {
      const call = waiting[at]?.shift();
      if (!call) break;
      busy[at] = (busy[at] as number) + 1;
      count.calls++;
      count.waitedMs += now - call.since;
      ready.push({ ...call, since: now });
    }
    dispatch();
  }

  function dispatch(): void {
    while (running.length < cores) {
      const call = ready.shift();
      if (!call) break;
      const ms = exponential((stations[call.at] as Station).serviceMs);
      (counts[call.at] as Count).servedMs += ms;
      forCores.calls++;
      forCores.servedMs += ms;
      forCores.waitedMs += now - call.since;
      running.push({ ...call, endsAt: now + ms });
    }
  }

  function finish(call: Call): void {
    running = running.filter((other) => other !== call);
    busy[call.at] = (busy[call.at] as number) - 1;
    goOn(call.rest);
    admit(call.at);
  }

  let nextAt = exponential(1_000 / perSecond);
  while (arrived < options.requests) {
    const first = running.reduce<Call | undefined>(
      (best, call) => (best && best.endsAt <= call.endsAt ? best : call),
      undefined,
    );
    if (first && first.endsAt <= nextAt) {
      now = first.endsAt;
      finish(first);
      continue;
    }
    now = nextAt;
    nextAt += exponential(1_000 / perSecond);
    arrived++;
    goOn(route());
  }

  const toLine = (name: string, servers: number, count: Count, left: Call[]) =>
    lineOf({ name, servers, count, left, now });
  return {
    ...{ arrived, finished, left: arrived - finished, seconds: now / 1_000 },
    stations: stations.map(({ name, servers }, at) =>
      toLine(name, servers, counts[at] as Count, waiting[at] as Call[]),
    ),
    cores: toLine(`${cores} cores`, cores, forCores, ready),
  };
}

const newCount = (): Count => ({ servedMs: 0, waitedMs: 0, calls: 0 });

type End = {
  name: string;
  servers: number;
  count: Count;
  left: Call[];
  now: number;
};

/** By Little's law: the mean number of those that wait is their wait by time. */
function lineOf({ name, servers, count, left, now }: End): Line {
  const unfinished = left.reduce((sum, { since }) => sum + now - since, 0);
  const waitedMs = count.waitedMs + unfinished;
  const calls = count.calls + left.length;
  return {
    name,
    utilisation: count.servedMs / now / servers,
    queue: waitedMs / now,
    waitMs: calls > 0 ? waitedMs / calls : 0,
    left: left.length,
  };
}
