const longest = 200;

/**
 * Text from outside as one harmless line of a log: control characters, which
 * a terminal would obey, and format characters, which reverse or hide text,
 * are written as codes.
 */
export function printable(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return shown.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, codeOf);
}

function codeOf(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
