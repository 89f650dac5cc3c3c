/** Of the characters that XML allows in names; `µ` and `ª` are not. */
const letter =
  "A-Za-z:_\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}" +
  "\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}" +
  "\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}";
const others = "\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}";
const forbidden = new RegExp(`^[^${letter}]|[^${letter}${others}]`, "gu");

/**
 * The name of an element for any text, as XStream, which Netflix uses, writes
 * it: `_` is doubled, `$` becomes `_-`, and what XML forbids `_.` and its code.
 */
export function toXmlName(name: string): string {
  return name
    .replaceAll("_", "__")
    .replaceAll("$", "_-")
    .replace(forbidden, codeOf);
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
