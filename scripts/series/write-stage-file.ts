import {
  chmodSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { hasExecutableBit, type StageFile } from "./read-stage.ts";

/** Writes a file by its path below the root; undefined removes it. */
export function writeStageFile(
  root: string,
  path: string,
  file: StageFile | undefined,
) {
  const place = join(root, path);
  if (!file) return remove(place);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, file.content);
  if (hasExecutableBit) setExecutable(place, file.executable);
}

/** Whoever may read the file may also run it. */
function setExecutable(place: string, executable: boolean) {
  const { mode } = statSync(place);
  if (executable === ((mode & 0o100) !== 0)) return;
  const runs = (mode & 0o444) >> 2;
  chmodSync(place, executable ? mode | runs : mode & ~0o111);
}

/** Folders that become empty go too, as git does not know them. */
function remove(place: string) {
  rmSync(place, { force: true });
  let folder = dirname(place);
  while (readdirSync(folder).length === 0) {
    rmdirSync(folder);
    folder = dirname(folder);
  }
}
