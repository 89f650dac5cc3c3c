import { fold } from "./fold.ts";
import { highlight } from "./highlight.ts";

type Column = HTMLTableSectionElement;

const root = document.documentElement;
const files = [...document.querySelectorAll<HTMLDetailsElement>(".file")];

/** Pixels from the top within which a file counts as the one being shown. */
const tolerance = 4;
const lineOfCode = "tr:not(:has(.d2h-emptyplaceholder)) .d2h-code-line-ctn";

for (const file of files) {
  const columns = [...file.querySelectorAll("tbody")];
  const path = file.querySelector("h3")?.textContent ?? "";
  for (const column of columns) {
    // The first row is the header of the hunk, which is the whole file.
    column.rows[0]?.remove();
    highlight([...column.querySelectorAll<HTMLElement>(lineOfCode)], path);
  }
  if (columns[0]) fold(joinColumns(columns[0], columns[1]));
}

/**
 * Makes one table of the two that stand side by side, so that a line that
 * wraps on one side makes the other side's row higher, too.
 */
function joinColumns(left: Column, right: Column | undefined) {
  if (!right) return left;
  const opposite = [...right.rows];
  for (const [index, row] of [...left.rows].entries()) {
    row.append(...(opposite[index]?.cells ?? []));
  }
  right.closest(".d2h-file-side-diff")?.remove();
  return left;
}

function resize(factor: number) {
  const size = Number.parseFloat(getComputedStyle(root).fontSize) * factor;
  root.style.fontSize = `${Math.min(Math.max(size, 8), 80)}px`;
}

function switchTheme() {
  const isDark =
    root.style.colorScheme === "dark" ||
    (root.style.colorScheme === "" &&
      matchMedia("(prefers-color-scheme: dark)").matches);
  root.style.colorScheme = isDark ? "light" : "dark";
}

function currentFile() {
  return files.findLastIndex(
    (file) =>
      file.checkVisibility() && file.getBoundingClientRect().top <= tolerance,
  );
}

function goTo(index: number) {
  const file = files[index];
  if (!file) return;
  const group = file.closest<HTMLDetailsElement>(".group");
  if (group) group.open = true;
  file.open = true;
  file.querySelector("summary")?.focus({ preventScroll: true });
  file.scrollIntoView();
}

const actions: Record<string, () => void> = {
  j: () => goTo(currentFile() + 1),
  k: () => goTo(currentFile() - 1),
  "+": () => resize(1.1),
  "-": () => resize(1 / 1.1),
  larger: () => resize(1.1),
  smaller: () => resize(1 / 1.1),
  theme: switchTheme,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  actions[event.key]?.();
});

document.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLButtonElement) actions[target.id]?.();
});
