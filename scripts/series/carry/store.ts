import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StageFile } from "../read-stage.ts";
import type { Change } from "./change.ts";

/** A file that was written, with what was there before. */
export type Written = {
  /** Below the root: "demo03/commons/http.ts". */
  path: string;
  before: StageFile | undefined;
  after: StageFile | undefined;
};

/** What a stage has changed since the last commit. */
export type Uncommitted = {
  origin: string;
  commit: string;
  changes: Change[];
};

/** A carry on its way. */
export type Journey = {
  uncommitted: Uncommitted;
  /** The stage that was written last. */
  stage: string;
  /** What goes on to the next stage, as far as it is settled. */
  onward: Change[];
  /** Conflicts in this stage; `before` is its own file. */
  open: Change[];
  written: Written[];
  /** True while files are being written: a carry that was interrupted. */
  isWriting: boolean;
};

export type Store = ReturnType<typeof createStore>;

/** Keeps the state of a carry in a folder of its own. */
export function createStore(folder: string) {
  const place = (name: string) => join(folder, name);

  function read<T>(name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(place(name), "utf8"), revive);
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
    carried: () => read<Uncommitted>("carried.json"),
    saveCarried: (carried: Uncommitted) =>
      write("carried.json", JSON.stringify(carried)),
    /** Puts a file aside that an abort would lose; answers with its place. */
    keep: (path: string, { content }: StageFile) =>
      write(join("aborted", path), content),
  };
}

/** JSON.stringify turns a Buffer into {"type":"Buffer","data":[…]}. */
function revive(_key: string, value: { type?: string; data?: number[] }) {
  return value?.type === "Buffer" ? Buffer.from(value.data ?? []) : value;
}
