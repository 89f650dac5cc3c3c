const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text escaped for HTML, in attributes, too. */
export function escapeHtml(text: string) {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
}
