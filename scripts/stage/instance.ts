import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./engines.ts";
import { StageError } from "./errors.ts";
import { escapeControls } from "./escape.ts";
import type { Probe } from "./probe.ts";
import { type Process, type Stream, startProcess } from "./process.ts";

export type State = "starting" | "up" | "paused" | "down";

/** The state of one instance of a service at one moment. */
export type Instance = {
  id: string;
  service: string;
  port: number;
  /** Undefined if it serves no gRPC. */
  grpcPort?: number | undefined;
  url: string;
  pid: number | undefined;
  state: State;
  readyMs: number | undefined;
};

export type InstanceOptions = {
  service: string;
  index: number;
  port: number;
  grpcPort?: number | undefined;
  scheme: "http" | Engine["scheme"];
  file: string;
  directory: string;
  env: Record<string, string>;
  probe: Probe;
  onLine: (id: string, line: string, stream: Stream) => void;
  onChange: (instance: Instance) => void;
  onDeath: (instance: Instance, how: string) => void;
};

export type RunningInstance = ReturnType<typeof createInstance>;

/** One run of the process, from a start to its end. */
type Run = {
  process: Process;
  problem: string | undefined;
  ended: string | undefined;
  isWanted: boolean;
};

const graceMs = 5000;
const firstPauseMs = 25;
const longestPauseMs = 200;

/** One instance of a service: a process that can be stopped and restarted. */
export function createInstance(options: InstanceOptions) {
  const { service, index, grpcPort } = options;
  const id = `${service}/${index}`;
  let { port, env, file } = options;
  let state: State = "down";
  let readyMs: number | undefined;
  let run: Run | undefined;
  let isRetired = false;
  let becomingReady = Promise.resolve();

  function snapshot(): Instance {
    const url = `${options.scheme}://localhost:${port}`;
    const pid = run?.process.pid;
    return { id, service, port, grpcPort, url, pid, state, readyMs };
  }

  function change(next: State) {
    state = next;
    options.onChange(snapshot());
  }

  function start() {
    if (isRetired) throw new StageError(`${id} is being stopped.`);
    const ports = {
      PORT: String(port),
      ...(grpcPort && { GRPC_PORT: String(grpcPort) }),
    };
    const process = startProcess({
      ...options,
      file,
      env: { ...env, ...ports },
      onLine: (line, stream) => options.onLine(id, line, stream),
    });
    run = { process, problem: undefined, ended: undefined, isWanted: true };
    readyMs = undefined;
    change("starting");
    watch(run);
    becomingReady = untilReady(run);
    // A caller of ready() receives the error; without a caller it is no error.
    becomingReady.catch(() => {});
  }

  async function watch(watched: Run) {
    watched.ended = await watched.process.exited;
    run = undefined;
    change("down");
    if (watched.isWanted) options.onDeath(snapshot(), watched.ended);
  }

  async function untilReady(started: Run) {
    const startedAt = performance.now();
    let pauseMs = firstPauseMs;
    for (;;) {
      started.problem = await options.probe(port);
      if (started.ended) throw new StageError(explain(started));
      if (!started.problem) break;
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 1.2, longestPauseMs);
    }
    readyMs = Math.round(performance.now() - startedAt);
    if (state === "starting") change("up");
  }

  function explain({ ended, problem, process }: Run) {
    const what = ended
      ? `${id} ended before it was ready: ${ended}.`
      : `${id} is not ready: ${problem}.`;
    const lines = process.lastLines().map((line) => `  ${line}`);
    return escapeControls([what, ...lines].join("\n"));
  }

  function running() {
    if (run) return run;
    throw new StageError(`${id} is down.`);
  }

  async function kill() {
    const killed = running();
    killed.isWanted = false;
    killed.process.signal("SIGKILL");
    await killed.process.exited;
  }

  async function terminate() {
    if (!run) return;
    const { process } = run;
    run.isWanted = false;
    process.signal("SIGTERM");
    if (state === "paused") process.resume();
    const timer = setTimeout(() => process.signal("SIGKILL"), graceMs);
    await process.exited;
    clearTimeout(timer);
  }

  /** Ends the instance for good, even during a restart. */
  async function retire() {
    isRetired = true;
    await terminate();
  }

  /** Restarts the instance; what is given replaces its port, settings, code. */
  async function restart(
    changed: Partial<Pick<InstanceOptions, "port" | "env" | "file">> = {},
  ) {
    await terminate();
    port = changed.port ?? port;
    file = changed.file ?? file;
    env = { ...env, ...changed.env };
    start();
  }

  /** Restarts the instance with its first port, settings and code. */
  async function reset() {
    await terminate();
    ({ port, env, file } = options);
    start();
  }

  const isAsAtFirst = () =>
    state === "up" &&
    port === options.port &&
    env === options.env &&
    file === options.file;

  function pause() {
    refuseOnWindows("pause");
    running().process.pause();
    change("paused");
  }

  function resume() {
    refuseOnWindows("resume");
    running().process.resume();
    change(readyMs === undefined ? "starting" : "up");
  }

  return {
    id,
    service,
    index,
    snapshot,
    /** Settles when the process is ready, or has ended before. */
    ready: () => becomingReady,
    /** The reason why it is not ready, with the last lines of its output. */
    explain: () => explain(running()),
    start,
    restart,
    reset,
    isAsAtFirst,
    kill,
    terminate,
    retire,
    pause,
    resume,
  };
}

function refuseOnWindows(command: string) {
  if (process.platform !== "win32") return;
  throw new StageError(`Windows cannot ${command} a process.`);
}
