const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string) {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}
