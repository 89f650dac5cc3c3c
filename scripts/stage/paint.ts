import { styleText } from "node:util";

export type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours a text, or returns it unchanged if colours are off. */
export function createPaint(coloured: boolean): Paint {
  const options = { validateStream: false };
  return (style, text) => (coloured ? styleText(style, text, options) : text);
}
