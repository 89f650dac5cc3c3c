import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stage } from "./read.ts";

type Arrow = { from: string; to: string; line: string };

const box = /^ *(n_\w+)(?:\[|\(\[)"([^"]+)"/gm;
const arrow = /^ *(\w+) (-->|==>|-\.->)(?:\|[\w.]+\|)? (\w+)$/gm;

/** The arrows of the diagram of the store, between the names in its boxes. */
export function readArrows(): Arrow[] {
  const file = join(stage, "chapters/architecture.md");
  const text = readFileSync(file, "utf8");
  const boxes = new Map(
    [...text.matchAll(box)].map(([, id = "", names = ""]) => [
      id,
      names.split("<br/>"),
    ]),
  );
  const namesOf = (id = "") => boxes.get(id) ?? [id];
  return [...text.matchAll(arrow)].flatMap(([, from, line = "", to]) =>
    namesOf(from).flatMap((caller) =>
      namesOf(to).map((callee) => ({ from: caller, to: callee, line })),
    ),
  );
}
