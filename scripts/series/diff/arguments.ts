import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../stage/errors.ts";
import { parseOrRefuse, refuseSwallowed } from "../options.ts";
import { refuseSkipped, type Series, stageBefore } from "../series.ts";

export const diffHelp = `npm run diff [from] [to] [-- options]

  03            what demo03 adds to the stage before it
  01 03         what demo03 has that demo01 has not
                (no stage named: the last one)

  --stat        the figures only
  --html FILE   write a page to show: side by side, large, foldable
  --color       colours even where the output is no terminal, as in
                npm run -s diff 03 -- --color | less -R
  --help        show this`;

export type DiffArguments = {
  from: string;
  to: string;
  stat: boolean;
  html: string | undefined;
  color: boolean;
  help: boolean;
};

const options = {
  stat: { type: "boolean", default: false },
  html: { type: "string" },
  color: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What `npm run diff` was told; fails with a sentence for the user. */
export function parseDiffArguments(
  args: string[],
  series: Series & { find: (text: string) => string },
  env: NodeJS.ProcessEnv = {},
): DiffArguments {
  refuseSwallowed(["stat", "html"], env, "npm run diff 03");
  const { values, positionals } = parseOrRefuse(
    () => parseArgs({ args, options, allowPositionals: true }),
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
  texts.forEach(refuseSkipped);
  const [first = last, second, third] = texts.map(series.find);
  if (third) throw new UsageError(`Two stages at most.\n\n${diffHelp}`);
  const to = second ?? first;
  const from = second ? first : stageBefore(series, first);
  if (!from) {
    throw new UsageError(`${to} is the first stage: it builds on nothing.`);
  }
  if (from === to) throw new UsageError(`${to} does not differ from itself.`);
  return { from, to };
}
