/** The value of a CSS variable within `parent`: a canvas cannot use `var()`. */
export function colorOf(parent: HTMLElement, variable: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${variable})`;
  parent.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
