import type { FileChange } from "./compare.ts";

export type Figures = { files: number; added: number; removed: number };

export function figuresOf(changes: FileChange[]): Figures {
  return {
    files: changes.length,
    added: changes.reduce((sum, { added }) => sum + added, 0),
    removed: changes.reduce((sum, { removed }) => sum + removed, 0),
  };
}

/** "9 files  +120 −14" */
export function describeFigures({ files, added, removed }: Figures) {
  const noun = files === 1 ? "file" : "files";
  return `${files} ${noun}  +${added} −${removed}`;
}
