const root = document.documentElement;
const files = [...document.querySelectorAll<HTMLDetailsElement>(".file")];

/** Pixels from the top within which a file counts as the one being shown. */
const tolerance = 4;

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
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  actions[event.key]?.();
});

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  if (target.id === "smaller") resize(1 / 1.1);
  if (target.id === "larger") resize(1.1);
  if (target.id === "theme") switchTheme();
  const fold = target.closest<HTMLElement>(".fold");
  const lines = fold?.nextElementSibling;
  if (lines instanceof HTMLElement) lines.hidden = false;
  fold?.remove();
});
