import { findStageDirectory, stages } from "./course.ts";
import { StageError, UsageError } from "./stage/errors.ts";
import { examineMachine, type Finding } from "./stage/machine.ts";
import { createPaint, type Paint } from "./stage/paint.ts";

const doctorHelp = `npm run doctor [stage]

  05            looks at what demo05 needs; the last stage if none
  --help        show this

Says what keeps the course from running on this machine: Node's version,
what is installed, memory, ports and who holds them, the browser for tests.`;

/** Tells what would keep the course from running on this machine. */
export async function main([stage = stages.at(-1) as string]: string[]) {
  if (stage === "--help") return console.log(doctorHelp);
  try {
    const findings = await examineMachine(findStageDirectory(stage));
    report(findings, createPaint(process.stdout.hasColors?.() ?? false));
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof StageError)) throw error;
    console.error(error.message);
    process.exitCode = isUsage ? 2 : 1;
  }
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
