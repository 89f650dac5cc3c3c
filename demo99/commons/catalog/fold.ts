/** Letters that Unicode does not decompose, as readers search for them. */
const letters: Record<string, string> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ł: "l",
  þ: "th",
};

/** Text without case and accents: "Gödel" and "GODEL" become "godel". */
export function fold(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      // Upper case first: it makes "SS" of "ß", and "Σ" of "σ" and "ς".
      .toUpperCase()
      .toLowerCase()
      .replace(/[æœøđðħłþ]/g, (letter) => letters[letter] ?? letter)
  );
}

/** Equal for tags that differ in case, accents and spaces only. */
export function tagKeyOf(tag: string): string {
  return fold(tag).replace(/\s+/g, " ").trim() || tag;
}

/** The sort key of a title; without letters, its punctuation counts. */
export function sortKeyOf(title: string): string {
  const folded = fold(title);
  return folded.replace(/[^\p{L}\p{N}]+/gu, " ").trim() || folded;
}
