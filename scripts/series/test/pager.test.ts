import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { page } from "../pager.ts";

const onPosix = itWhere(process.platform !== "win32", "needs a shell");

describe("a long text", () => {
  const { isTTY, write } = process.stdout;
  let folder: string;
  let printed: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pager-"));
    printed = "";
    process.stdout.write = ((text: string) => {
      printed += text;
      return true;
    }) as typeof write;
  });
  afterEach(() => {
    restore();
    rmSync(folder, { recursive: true });
  });

  function restore() {
    process.stdout.isTTY = isTTY;
    process.stdout.write = write;
  }

  async function show(isTerminal: boolean, env: NodeJS.ProcessEnv) {
    process.stdout.isTTY = isTerminal;
    await page("first\nlast", { ...process.env, ...env });
    restore();
  }

  onPosix("goes to the pager in a terminal", async () => {
    const file = join(folder, "paged");
    await show(true, { PAGER: `cat > ${file}` });

    expect(readFileSync(file, "utf8")).to.equal("first\nlast\n");
    expect(printed).to.equal("");
  });

  onPosix("is printed where there is no pager", async () => {
    await show(true, { PAGER: "", PATH: folder });

    expect(printed).to.equal("first\nlast\n");
  });

  it("is printed where there is no terminal", async () => {
    await show(false, { PAGER: "false" });

    expect(printed).to.equal("first\nlast\n");
  });
});
