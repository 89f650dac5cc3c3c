import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Change } from "./arrive.ts";
import type { Tree } from "./tree.ts";

/** The state of a stage that was carried last, and the commit at the time. */
export type Carried = { origin: string; commit: string; tree: Tree };

/** A carry on its way. */
export type Journey = {
  carried: Carried;
  /** The stage that was written last. */
  stage: string;
  /** The changes for the next stage, without the open conflicts. */
  onward: Change;
  /** Paths in this stage that are in conflict. */
  open: string[];
  steps: { stage: string; before: Tree; after: Tree }[];
  /** True while files are being written: a carry that was interrupted. */
  isWriting: boolean;
};

export type Store = ReturnType<typeof createStore>;

/** Keeps the state of a carry in a folder of its own. */
export function createStore(folder: string) {
  const place = (name: string) => join(folder, name);

  function read<T>(name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(place(name), "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  function write(name: string, content: string | Buffer) {
    mkdirSync(dirname(place(name)), { recursive: true });
    writeFileSync(place(name), content);
    return place(name);
  }

  return {
    journey: () => read<Journey>("journey.json"),
    saveJourney: (journey: Journey) =>
      write("journey.json", JSON.stringify(journey)),
    endJourney: () => rmSync(place("journey.json"), { force: true }),
    carried: () => read<Carried>("last-carried.json"),
    saveCarried: (carried: Carried) =>
      write("last-carried.json", JSON.stringify(carried)),
    /** Copies a file that an abort would lose; returns the copy's place. */
    keep: (path: string, content: string) =>
      write(join("aborted", path), Buffer.from(content, "latin1")),
  };
}
