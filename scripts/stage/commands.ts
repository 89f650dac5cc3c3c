import { didYouMean } from "../command/did-you-mean.ts";
import { listDeadLetters, requeue } from "./dead-letters.ts";
import { StageError, UsageError } from "./errors.ts";
import { escapeControls } from "./escape.ts";
import { listSubscribers, publishPoison, redeliver } from "./event-bus.ts";
import { findInstance, findService } from "./find-instance.ts";
import type { Paint } from "./paint.ts";
import type { Stage } from "./stage.ts";
import { displayName, renderTable } from "./table.ts";

/** The lines that a user can type while a stage runs. */
export type Prompt = {
  /** The reply to a line; never throws. */
  answer: (line: string) => Promise<string>;
  /** The ways to complete the last word of a line, and that word. */
  complete: (line: string) => [string[], string];
};

const clearScreen = "\x1b[2J\x1b[H";

type Command = {
  usage: string;
  about: string;
  run: (target: string, value: string) => Promise<string> | string;
};

type Commands = Record<string, Command>;

/** The commands of a running stage: experiments with its processes. */
export function createCommands(
  stage: Stage,
  quit: () => void,
  paint: Paint,
): Prompt {
  const commands: Commands = {
    list: {
      usage: "list",
      about: "show all instances with their URL and state",
      run: () => renderTable(stage.instances(), paint),
    },
    ...processCommands(stage),
    ...placeCommands(stage),
    ...(stage.queues.length > 0 && messageCommands(stage)),
    ...(hasEventBus(stage) && eventCommands(stage)),
    clear: {
      usage: "clear",
      about: "clear the screen",
      run: () => (process.stdout.isTTY ? clearScreen : ""),
    },
    help: {
      usage: "help",
      about: "show this help",
      run: () => renderHelp(commands),
    },
    quit: {
      usage: "quit",
      about: "stop the stage, as Ctrl-C does",
      run: () => {
        quit();
        return "";
      },
    },
  };
  return {
    answer: (line) => answer(commands, line),
    complete: (line) => complete(Object.keys(commands), stage, line),
  };
}

async function answer(commands: Commands, line: string) {
  const [name = "", target = "", value = "", ...rest] = line
    .trim()
    .split(/\s+/);
  if (name === "") return "";
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const hint = didYouMean(name, Object.keys(commands)) || " Type help.";
    return escapeControls(`There is no command "${name}".${hint}`);
  }
  const words = [target, value, ...rest].filter(Boolean).length;
  if (words !== command.usage.split(" ").length - 1) {
    return `Usage: ${command.usage}`;
  }
  try {
    return await command.run(target, value);
  } catch (error) {
    if (error instanceof UsageError || error instanceof StageError) {
      return escapeControls(error.message);
    }
    throw error;
  }
}

/** The first word is a command, the second a service, instance or queue. */
function complete(
  commands: string[],
  stage: Stage,
  line: string,
): [string[], string] {
  const words = line.split(/\s+/);
  const last = words.at(-1) ?? "";
  const instances = stage.instances();
  const names = instances.flatMap(({ id, service }) => [
    service,
    displayName(id, instances),
  ]);
  const targets = words[0] === "requeue" ? stage.queues : [...new Set(names)];
  const candidates = [commands, targets][words.length - 1] ?? [];
  const found = candidates.filter((name) => name.startsWith(last));
  return [found.map((name) => `${name} `), last];
}

type Action = [about: string, done: string, run: (id: string) => Promise<void>];

function processCommands(stage: Stage): Commands {
  const actions: Record<string, Action> = {
    kill: ["end X at once (SIGKILL)", "is killed", stage.kill],
    stop: ["end X in an orderly way (SIGTERM)", "has ended", stage.terminate],
    pause: [
      "make X hang: it accepts requests but does not respond",
      "is paused",
      stage.pause,
    ],
    resume: ["continue X after a pause", "is resumed", stage.resume],
    restart: ["end X if it runs, then start it", "is ready", stage.restart],
    ...(hasRegistry(stage) && {
      drain: [
        "let callers choose other instances than X",
        "is out of service until it is restarted",
        stage.drain,
      ] satisfies Action,
    }),
  };
  const commands = Object.entries(actions).map(([name, [about, done, run]]) => {
    const act = async (target: string) => {
      const { id } = findInstance(stage.instances(), target);
      await run(id);
      return `${displayName(id, stage.instances())} ${done}`;
    };
    return [name, { usage: `${name} X`, about, run: act }] as const;
  });
  return Object.fromEntries(commands);
}

const hasRegistry = (stage: Stage) =>
  stage.instances().some(({ service }) => service === "registry");

function placeCommands(stage: Stage): Commands {
  return {
    scale: {
      usage: "scale X COUNT",
      about: "run COUNT instances of the service X",
      run: async (target, value) => {
        const service = findService(stage.instances(), target);
        await stage.scale(service, numberFrom(value));
        return renderScaled(stage, service);
      },
    },
    move: {
      usage: "move X PORT",
      about: "restart X on another port",
      run: async (target, value) => {
        const { id } = findInstance(stage.instances(), target);
        await stage.move(id, numberFrom(value));
        const { url } = findInstance(stage.instances(), id);
        return `${displayName(id, stage.instances())} is ready at ${url}`;
      },
    },
  };
}

/** Messages that have failed too often, in a stage with a broker. */
function messageCommands(stage: Stage): Commands {
  return {
    dead: {
      usage: "dead",
      about: "list the dead letters: messages that have failed five times",
      run: async () =>
        (await listDeadLetters(stage)) || "There are no dead letters.",
    },
    requeue: {
      usage: "requeue QUEUE",
      about: `put the dead letters back into QUEUE: ${stage.queues.join(", ")}`,
      run: async (queue) => {
        const count = await requeue(stage, queue);
        const messages = count === 1 ? "1 message is" : `${count} messages are`;
        return `${messages} back in ${queue}`;
      },
    },
  };
}

const hasEventBus = (stage: Stage) =>
  stage.instances().some(({ service }) => service === "event-bus");

/** What subscribers refuse, in a stage with an event bus. */
function eventCommands(stage: Stage): Commands {
  return {
    subscribers: {
      usage: "subscribers",
      about: "list the event bus's subscribers, and what is set aside for them",
      run: () => listSubscribers(stage),
    },
    poison: {
      usage: "poison",
      about: "publish an event that its subscribers refuse",
      run: async () => `${await publishPoison(stage)} is in the log`,
    },
    redeliver: {
      usage: "redeliver X",
      about: "deliver to the subscriber X again what is set aside for it",
      run: async (name) => {
        const count = await redeliver(stage, name);
        const events = count === 1 ? "1 event is" : `${count} events are`;
        return `${events} delivered to ${name} again`;
      },
    },
  };
}

function renderScaled(stage: Stage, service: string) {
  const places = stage
    .instances()
    .filter((instance) => instance.service === service)
    .map(({ port, state }) => (state === "up" ? port : `${port} (${state})`));
  return `${service} is on ${places.join(", ")}`;
}

function numberFrom(text: string) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is not a number.`);
}

function renderHelp(commands: Commands) {
  const lines = Object.values(commands).map(
    ({ usage, about }) => `  ${usage.padEnd(15)}${about}`,
  );
  const names =
    "  X is an instance, such as book-api or num/2: the first letters suffice.\n  The Tab key completes commands and instances.";
  return [...lines, "", names].join("\n");
}
