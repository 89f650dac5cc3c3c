import { StageError, UsageError } from "./errors.ts";
import { findInstance, findService } from "./find-instance.ts";
import type { Paint } from "./paint.ts";
import type { Stage } from "./stage.ts";
import { displayName, renderTable } from "./table.ts";

/** Answers a line that was typed while the stage runs; never throws. */
export type AnswerLine = (line: string) => Promise<string>;

type Command = {
  usage: string;
  about: string;
  run: (target: string, value: string) => Promise<string> | string;
};

type Commands = Record<string, Command>;

/** What can be typed while a stage runs: experiments with its processes. */
export function createCommands(
  stage: Stage,
  quit: () => void,
  paint: Paint,
): AnswerLine {
  const commands: Commands = {
    list: {
      usage: "list",
      about: "show what runs, where, and how it is",
      run: () => renderTable(stage.instances(), paint),
    },
    ...processCommands(stage),
    ...placeCommands(stage),
    help: {
      usage: "help",
      about: "show this",
      run: () => renderHelp(commands),
    },
    quit: {
      usage: "quit",
      about: "stop everything, as Ctrl-C does",
      run: () => {
        quit();
        return "";
      },
    },
  };
  return (line) => answer(commands, line);
}

async function answer(commands: Commands, line: string) {
  const [name = "", target = "", value = "", ...rest] = line
    .trim()
    .split(/\s+/);
  if (name === "") return "";
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return `There is no command "${name}": type help.`;
  const words = [target, value, ...rest].filter(Boolean).length;
  if (words !== command.usage.split(" ").length - 1) {
    return `Type it as: ${command.usage}`;
  }
  try {
    return await command.run(target, value);
  } catch (error) {
    if (error instanceof UsageError || error instanceof StageError) {
      return error.message;
    }
    throw error;
  }
}

function processCommands(stage: Stage): Commands {
  const act =
    (done: string, action: (id: string) => Promise<void>) =>
    async (target: string) => {
      const { id } = findInstance(stage.instances(), target);
      await action(id);
      return `${displayName(id, stage.instances())} ${done}`;
    };
  return {
    kill: {
      usage: "kill X",
      about: "end it at once, as kill -9 does",
      run: act("is killed", stage.kill),
    },
    stop: {
      usage: "stop X",
      about: "ask it to end (SIGTERM)",
      run: act("has ended", stage.terminate),
    },
    pause: {
      usage: "pause X",
      about: "let it hang: it runs, and does not answer",
      run: act("is paused", stage.pause),
    },
    resume: {
      usage: "resume X",
      about: "let a paused one go on",
      run: act("goes on", stage.resume),
    },
    restart: {
      usage: "restart X",
      about: "end it if it runs, and start it",
      run: act("is ready", stage.restart),
    },
  };
}

function placeCommands(stage: Stage): Commands {
  return {
    scale: {
      usage: "scale X 3",
      about: "run this number of instances of a service",
      run: async (target, value) => {
        const service = findService(stage.instances(), target);
        await stage.scale(service, numberFrom(value));
        return renderScaled(stage, service);
      },
    },
    move: {
      usage: "move X 9084",
      about: "restart it on another port",
      run: async (target, value) => {
        const { id } = findInstance(stage.instances(), target);
        await stage.move(id, numberFrom(value));
        const { url } = findInstance(stage.instances(), id);
        return `${displayName(id, stage.instances())} is ready at ${url}`;
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
    ({ usage, about }) => `  ${usage.padEnd(13)}${about}`,
  );
  const names = "  X is an instance: book-api, num/2 (its beginning is enough)";
  return [...lines, "", names].join("\n");
}
