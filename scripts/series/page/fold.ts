const context = 3;
const changed = ".d2h-ins, .d2h-del, .d2h-emptyplaceholder";

/** Folds the unchanged rows that are not near a change. */
export function fold({ rows }: HTMLTableSectionElement) {
  const all = [...rows];
  const isChanged = all.map((row) => row.querySelector(changed) !== null);
  const isShown = all.map((_, index) =>
    isChanged
      .slice(Math.max(0, index - context), index + context + 1)
      .includes(true),
  );
  let start = 0;
  while (start < all.length) {
    const next = isShown.indexOf(!isShown[start], start);
    const end = next < 0 ? all.length : next;
    if (!isShown[start] && end - start > context) hide(all.slice(start, end));
    start = end;
  }
}

/** Puts a button that shows the rows in their place. */
function hide(rows: HTMLTableRowElement[]) {
  const place = document.createElement("tr");
  const button = document.createElement("button");
  button.textContent = `show ${rows.length} unchanged lines`;
  button.addEventListener("click", () => {
    for (const row of rows) row.hidden = false;
    place.remove();
  });
  const cell = place.insertCell();
  cell.colSpan = 4;
  cell.className = "fold";
  cell.append(button);
  rows[0]?.before(place);
  for (const row of rows) row.hidden = true;
}
