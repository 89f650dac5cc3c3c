import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../stage/errors.ts";
import { parseOrRefuse } from "../options.ts";
import { type Series, stageBefore } from "../series.ts";

export const diffHelp = `npm run diff [from] [to] [-- options]

  03            compare demo03 with the stage before it
  01 03         compare demo03 with demo01
                (without a stage: the last one)

  --stat        show only the figures, and the budget of the lesson
  --html FILE   write a page that shows both versions side by side
  --color       use colours even if the output is no terminal, as in
                npm run -s diff 03 -- --color > lesson.txt
  --help        show this help

In a terminal, the pager shows it: $PAGER, or less.`;

export type DiffArguments = {
  from: string;
  to: string;
  stat: boolean;
  html: string | undefined;
  color: boolean;
  help: boolean;
};

export const diffOptions = {
  stat: { type: "boolean", default: false },
  html: { type: "string" },
  color: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The arguments of `npm run diff`; fails with a sentence for the user. */
export function parseDiffArguments(
  args: string[],
  series: Series & { find: (text: string) => string },
  env: NodeJS.ProcessEnv = {},
): DiffArguments {
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options: diffOptions, allowPositionals: true }),
    diffHelp,
  );
  const { html } = values;
  const last = series.stages.at(-1) as string;
  const stages = values.help
    ? { from: last, to: last }
    : chooseStages(positionals, last, series);
  return {
    ...values,
    ...stages,
    html: html && resolve(env.INIT_CWD ?? ".", html),
  };
}

function chooseStages(
  texts: string[],
  last: string,
  series: Series & { find: (text: string) => string },
) {
  const [first = last, second, third] = texts.map(series.find);
  if (third) throw new UsageError(`Two stages at most.\n\n${diffHelp}`);
  const to = second ?? first;
  const from = second ? first : stageBefore(series, first);
  if (!from) {
    throw new UsageError(
      `${to} is the first stage: there is no stage before it.`,
    );
  }
  if (from === to) throw new UsageError(`${to} does not differ from itself.`);
  return { from, to };
}
