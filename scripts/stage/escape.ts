// All control and format characters, such as those that reverse the direction
// of text or take no space; halves of characters. Tabs and line ends stay.
const controls = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text from outside the runner as it may be printed: a control character could
 * clear the screen, change the title, or hide what follows.
 */
export function escapeControls(text: string): string {
  return text.replace(controls, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    if (code.length > 4) return `\\u{${code}}`;
    const isShort = code.length <= 2;
    return isShort
      ? `\\x${code.padStart(2, "0")}`
      : `\\u${code.padStart(4, "0")}`;
  });
}
