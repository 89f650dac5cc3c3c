import { escapeHtml } from "./escape.ts";
import type { Piece } from "./highlight.ts";
import type { Mark } from "./words.ts";

/** One line of code as HTML: coloured pieces, changed words marked. */
export function renderLine(pieces: Piece[], marks: Mark[]): string {
  let position = 0;
  return pieces
    .map((piece) => {
      const start = position;
      position += piece.text.length;
      return renderPiece(piece, start, marks);
    })
    .join("");
}

function renderPiece({ text, kind }: Piece, start: number, marks: Mark[]) {
  const html = cut(text, start, marks).join("");
  return kind ? `<span class="${kind}">${html}</span>` : html;
}

/** A mark may begin and end in the middle of a piece. */
function cut(text: string, start: number, marks: Mark[]) {
  const end = start + text.length;
  const parts: string[] = [];
  let position = start;
  const upTo = (next: number) => {
    const part = escapeHtml(text.slice(position - start, next - start));
    position = next;
    return part;
  };
  for (const mark of marks) {
    if (mark.end <= start || mark.start >= end) continue;
    parts.push(upTo(Math.max(mark.start, start)));
    parts.push(`<mark>${upTo(Math.min(mark.end, end))}</mark>`);
  }
  return [...parts, upTo(end)];
}
