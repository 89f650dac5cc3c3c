import { findStageDirectory, stages } from "./course.ts";
import { examineMachine, type Finding } from "./stage/machine.ts";
import { createPaint, type Paint } from "./stage/paint.ts";

const doctorHelp = `npm run doctor [stage]

  05            check what demo05 needs; without a stage: the last one
  --help        show this help

Checks whether the course can run on this machine: the version of Node, the
installed packages, the memory, the ports and the processes that hold them,
the browser for the tests.`;

/** Shows the problems that keep the course from running on this machine. */
export async function main([stage = stages.at(-1) as string]: string[]) {
  if (stage === "--help") return console.log(doctorHelp);
  const findings = await examineMachine(findStageDirectory(stage));
  report(findings, createPaint(process.stdout.hasColors?.() ?? false));
}

function report(findings: Finding[], paint: Paint) {
  for (const finding of findings) console.log(render(finding, paint));
  const { length } = findings.filter(({ result }) => result === "problem");
  const problems = length === 1 ? "1 problem keeps" : `${length} problems keep`;
  console.log(
    length === 0
      ? "\nThe course can run here: npm start"
      : `\n${problems} the course from running.`,
  );
  process.exitCode = length === 0 ? 0 : 1;
}

function render({ result, subject, text }: Finding, paint: Paint) {
  const marks = {
    ok: paint("green", "ok     "),
    warning: paint("yellow", "warning"),
    problem: paint("red", "PROBLEM"),
  };
  return `  ${marks[result]}  ${subject.padEnd(12)}  ${text}`;
}
