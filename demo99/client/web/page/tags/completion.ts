/** The index of no option: what is typed is the tag. */
export const notChosen = -1;

/** The option after this one, or before it; after the last one, none. */
export function moved(
  index: number,
  key: "ArrowDown" | "ArrowUp",
  count: number,
): number {
  const step = key === "ArrowDown" ? 1 : -1;
  const places = count + 1;
  // The place of what is typed is before the first option.
  return ((index + 1 + step + places) % places) - 1;
}
