/**
 * The name of an element for any text, as XStream, which Netflix uses, writes
 * it: `_` is doubled, `$` becomes `_-`, and what XML forbids `_.` and its code.
 */
export function toXmlName(name: string): string {
  return name
    .replaceAll("_", "__")
    .replaceAll("$", "_-")
    .replace(/^[^\p{L}:_]|[^\p{L}\p{N}:_.-]/gu, codeOf);
}

/** The text that such a name stands for. */
export function fromXmlName(name: string): string {
  return name.replace(/_(_|-|\.([0-9a-f]{4}))/g, (_, mark, code) => {
    if (code) return String.fromCharCode(Number.parseInt(code, 16));
    return mark === "_" ? "_" : "$";
  });
}

function codeOf(character: string): string {
  return [...Array(character.length).keys()]
    .map((i) => character.charCodeAt(i).toString(16).padStart(4, "0"))
    .map((code) => `_.${code}`)
    .join("");
}
