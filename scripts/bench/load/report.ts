import { cpuMsOf, limitOf, resourcesOf } from "../simulate/capacity.ts";
import type { Component, Costs } from "./costs.ts";
import type { Step } from "./rise.ts";

export type LoadReport = { costs: Costs; cores: number; steps: Step[] };

const shown = 12;

/** The CPU time of each component, and the rates that were tried. */
export function renderLoad({ costs, cores, steps }: LoadReport): string {
  const sorted = costs.components.toSorted((a, b) => cpuMsOf(b) - cpuMsOf(a));
  const others = sorted.slice(shown);
  const [machine] = resourcesOf(costs, cores);
  const limit = machine ? limitOf(machine) : 0;
  return [
    row(["CPU, ms", "pages", "cart, order", "sum", "calls", "at rest"]),
    ...sorted.slice(0, shown).map(toRow),
    toRow(sumOf(others, `${others.length} others`)),
    toRow(sumOf(sorted, "all")),
    "",
    `Of ${costs.orders} orders: the pages before one, its cart and checkout; at rest: a second.`,
    `With ${cores} cores: ${limit.toFixed(1)} orders a second at most, by CPU time.`,
    ...repetitions(costs),
    ...steps.map(stepLine),
  ].join("\n");
}

function repetitions({ repeated }: Costs): string[] {
  if (repeated === 0) return [];
  return [
    `${repeated} orders failed and were begun again: the machine is busy.`,
  ];
}

function stepLine({ rate, ordersPerSecond, p99, isSustained }: Step): string {
  const sign = isSustained ? "✔" : "✘";
  return `${sign} ${rate.toFixed(1)} requests, ${ordersPerSecond.toFixed(1)} orders a second: p99 ${p99.toFixed(0)} ms`;
}

function toRow(component: Component): string {
  const { name, browseMs, buyMs, calls, restMs } = component;
  const cells = [browseMs, buyMs, cpuMsOf(component), calls, restMs];
  return row([name, ...cells.map((cell) => cell.toFixed(1))]);
}

function sumOf(components: Component[], name: string): Component {
  const sum = (value: (it: Component) => number) =>
    components.reduce((total, it) => total + value(it), 0);
  return {
    name,
    instances: sum((it) => it.instances),
    browseMs: sum((it) => it.browseMs),
    buyMs: sum((it) => it.buyMs),
    calls: sum((it) => it.calls),
    restMs: sum((it) => it.restMs),
    bytes: sum((it) => it.bytes),
  };
}

function row([name = "", ...cells]: string[]): string {
  return name.padEnd(20) + cells.map((cell) => cell.padStart(12)).join("");
}
