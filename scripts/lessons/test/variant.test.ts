import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createFixture, type Fixture } from "../../stage/test/fixture.ts";
import { createVariant, type Edit } from "../variant.ts";

const file = "services/tiny-api/src/main.ts";
const source = "const first = 1;\nconst second = 2;\n";

describe("a variant of a stage", () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await createFixture({ "tiny-api": source });
  });
  afterEach(() => fixture.remove());

  const vary = (...edits: Edit[]) =>
    createVariant(fixture.directory, "broken", edits);

  const refusal = (edit: Edit) =>
    vary(edit).then(
      () => "no error",
      ({ message }: Error) => message,
    );

  it("has the edited code; the stage is unchanged", async () => {
    const folder = await vary({ file, find: "second = 2", replace: "$& = 3" });

    const edited = "const first = 1;\nconst $& = 3;\n";
    expect(await readFile(join(folder, file), "utf8")).to.equal(edited);
    const original = join(fixture.directory, file);
    expect(await readFile(original, "utf8")).to.equal(source);
    expect(existsSync(join(folder, "stage.json"))).to.equal(true);
  });

  it("copies no builds, and nothing of an earlier variant", async () => {
    await mkdir(join(fixture.directory, "node_modules"));
    const first = await vary();
    await writeFile(join(first, "left.ts"), "");

    const second = await vary();

    expect(second).to.equal(first);
    for (const name of [".build", "node_modules", "left.ts"]) {
      expect(existsSync(join(second, name)), name).to.equal(false);
    }
  });

  it("is refused when the text to replace is missing, or is there twice", async () => {
    const absent = { file, find: "third", replace: "" };
    const twice = { file, find: "const", replace: "" };

    expect(await refusal(absent)).to.equal(
      `${file} has this 0 times, not once:\nthird`,
    );
    expect(await refusal(twice)).to.equal(
      `${file} has this 2 times, not once:\nconst`,
    );
    expect(await refusal({ ...absent, file: "gone.ts" })).to.include("ENOENT");
  });
});
