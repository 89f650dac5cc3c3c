import type { Instance } from "./instance.ts";
import { type LogLine, renderLogLine } from "./log-line.ts";
import type { Paint, Style } from "./paint.ts";
import type { Stage } from "./stage.ts";
import { displayName, renderTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

type Options = { terminal: Terminal; paint: Paint; quiet: boolean };

const colours: Style[] = [
  "cyan",
  "green",
  "magenta",
  "blue",
  "yellow",
  "cyanBright",
  "greenBright",
  "magentaBright",
  "blueBright",
];

type Logged = { id: string; line: LogLine };

/** A start that takes longer may wait for something that does not run. */
const usualStartMs = 5_000;

/** The output of `npm start`: progress, the table, then the log. */
export function createScreen({ terminal, paint, quiet }: Options) {
  const known = new Map<string, Instance>();
  const held: Logged[] = [];
  const warned = new Set<string>();
  let isHolding = true;
  let isLate = false;
  let instances = () => [...known.values()];
  setTimeout(showWhatIsMissing, usualStartMs).unref();

  function update(instance: Instance) {
    known.set(instance.id, instance);
    if (!isHolding) return;
    if (terminal.rewrites) terminal.progress(renderProgress());
    else if (instance.state === "up") terminal.print(`${instance.id} is ready`);
  }

  function renderProgress() {
    const all = instances();
    const waiting = all.filter(({ state }) => state !== "up");
    const names = waiting.map(({ id }) => displayName(id, all)).join(", ");
    const count = `${all.length - waiting.length} of ${all.length} ready`;
    return waiting.length > 0 ? `${count}, waiting: ${names}` : count;
  }

  /** Prints the table first, then the lines that were logged before it. */
  function showReady(stage: Stage, readyMs: number) {
    instances = stage.instances;
    isHolding = false;
    const title = `${stage.name} is ready after ${seconds(readyMs)}`;
    terminal.progress("");
    terminal.print(`\n${paint("bold", title)}\n`);
    terminal.print(renderTable(instances(), paint));
    terminal.print(`\n${remarks(stage).join("\n")}\n`);
    for (const { id, line } of held.splice(0)) log(id, line);
  }

  function showWhatIsMissing() {
    isLate = true;
    if (isHolding) held.forEach(warnOnce);
  }

  /** Many services may lack the same dependency: one of them says so. */
  function warnOnce({ id, line }: Logged) {
    const { message, isImportant } = renderLogLine(line, paint);
    if (!isImportant || warned.has(message)) return;
    warned.add(message);
    print(id, line);
  }

  function remarks({ url, services, mongodbUrl, amqpUrl }: Stage) {
    const isOwn = (engine: string) =>
      instances().some(({ service }) => service === engine);
    const hasWeb = services.some(({ name }) => name === "web");
    const hints = [
      ...(hasWeb ? [`open ${url("web")}`] : []),
      "type help",
      "Ctrl-C stops",
    ];
    return [
      ...(isOwn("mongodb")
        ? []
        : [`the database is ${withoutPassword(mongodbUrl)}`]),
      ...(!amqpUrl || isOwn("rabbitmq")
        ? []
        : [`the broker is ${withoutPassword(amqpUrl)}`]),
      ...(quiet ? ["quiet: only warnings and errors are shown"] : []),
      hints.join(" · "),
    ];
  }

  function log(id: string, line: LogLine) {
    if (!isHolding) return print(id, line);
    held.push({ id, line });
    if (isLate) warnOnce({ id, line });
  }

  function print(id: string, line: LogLine) {
    const { time, message, isImportant } = renderLogLine(line, paint);
    if (quiet && !isImportant) return;
    const name = renderName(id);
    for (const part of message.split("\n")) {
      terminal.print(`${time} ${name} ${part}`);
    }
  }

  function renderName(id: string) {
    const all = instances();
    const names = all.map((instance) => displayName(instance.id, all));
    const width = Math.max(...names.map((name) => name.length));
    const services = [...new Set(all.map(({ service }) => service))];
    const [service = ""] = id.split("/");
    const colour = colours[services.indexOf(service) % colours.length];
    return paint(colour ?? "cyan", displayName(id, all).padEnd(width));
  }

  function showDeath({ id }: Instance, how: string) {
    if (isHolding) return;
    const name = displayName(id, instances());
    const text = `${name} crashed (${how}); to start it: restart ${name}`;
    terminal.print(paint("red", text));
  }

  return { update, showReady, log, showDeath };
}

function withoutPassword(url: string) {
  return url.replace(/\/\/[^@/]*@/, "//");
}

function seconds(ms: number) {
  return `${(ms / 1000).toFixed(1)} s`;
}
