/** The comparison of texts for a command with a collation. */
export type Collation = {
  specification: CollationSpecification;
  /** A key that equal texts have in common. */
  fold(text: string): string;
  compare(left: string, right: string): number;
};

export type CollationSpecification = {
  locale: string;
  strength: number;
  caseLevel: boolean;
  numericOrdering: boolean;
};

/** Letters that Unicode does not decompose, whose base is another letter. */
const bases: Record<string, string> = {
  ø: "o",
  đ: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
  æ: "ae",
  œ: "oe",
};

/**
 * A collation of strength 1 (base letters), 2 (and accents) or 3 (and case);
 * throws a RangeError for a language that does not exist.
 */
export function createCollation(
  specification: CollationSpecification,
): Collation {
  const { locale, strength, caseLevel, numericOrdering } = specification;
  const [language] = Intl.Collator.supportedLocalesOf(locale.replace("_", "-"));
  if (!language) throw new RangeError(`unknown locale: ${locale}`);
  const collator = new Intl.Collator(language, {
    sensitivity: sensitivityOf(strength, caseLevel),
    numeric: numericOrdering,
  });
  const foldsCase = strength < 3 && !caseLevel;

  function fold(text: string): string {
    let folded = strength < 3 ? text.normalize("NFKD") : text.normalize("NFC");
    if (foldsCase) folded = folded.toUpperCase().toLowerCase();
    if (strength === 1) folded = withoutMarks(folded);
    return numericOrdering ? folded.replace(/0+(?=\d)/g, "") : folded;
  }

  return {
    specification,
    fold,
    compare: (left, right) =>
      fold(left) === fold(right) ? 0 : collator.compare(left, right),
  };
}

function sensitivityOf(strength: number, caseLevel: boolean) {
  if (strength === 1) return caseLevel ? "case" : "base";
  return strength === 2 && !caseLevel ? "accent" : "variant";
}

function withoutMarks(text: string): string {
  const plain = text.replace(/\p{M}/gu, "");
  return plain.replace(/[øđłħıæœ]/g, (letter) => bases[letter] ?? letter);
}
