import type { Paint, Style } from "../stage/paint.ts";
import type { Outcome } from "./lesson.ts";

export type Story = ReturnType<typeof createStory>;

const width = 80;
const styles = { expect: "yellow", do: "bold", see: "cyan" } as const;
const verdicts: Record<Outcome["result"], [mark: string, style: Style]> = {
  holds: ["✔", "green"],
  "does not hold": ["✘", "red"],
  "harness error": ["!", "yellow"],
};

/** Prints a lesson line by line, at most 80 columns wide. */
export function createStory(print: (line: string) => void, paint: Paint) {
  function tell(label: keyof typeof styles, text: string) {
    const [first = "", ...rest] = wrap(text, width - 10);
    print(`  ${paint(styles[label], label.padEnd(8))}${first}`);
    for (const line of rest) print(" ".repeat(10) + line);
  }

  return {
    title(text: string) {
      for (const line of wrap(text, width)) print(paint("bold", line));
      print("");
    },
    expects: (text: string) => tell("expect", text),
    does: (text: string) => tell("do", text),
    sees: (text: string) => tell("see", text),
    ends(summary: string, { result, because }: Outcome) {
      const [mark, style] = verdicts[result];
      print("");
      for (const line of wrap(`${mark} ${summary}`, width)) {
        print(paint(style, line));
      }
      for (const line of wrap(because, width - 2)) print(`  ${line}`);
    },
  };
}

/** Lines of at most this many columns; words and indented lines stay whole. */
export function wrap(text: string, columns: number): string[] {
  return text
    .split("\n")
    .flatMap((line) => (line.startsWith(" ") ? line : wrapLine(line, columns)));
}

function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= columns) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
