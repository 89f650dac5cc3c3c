import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, stages } from "../course.ts";
import { readServices } from "../stage/services.ts";
import { testsBelow } from "../testing/files.ts";

/** In every stage from the first one on. */
const always = [
  "book-api",
  "cd-api",
  "dvd-api",
  "shoppingcart-api",
  "inventory-api",
  "numbergenerator-api",
];

describe("the stages", () => {
  it("are the folders that the manifest lists", () => {
    const folders = readdirSync(courseDirectory).filter((name) =>
      /^demo/.test(name),
    );

    expect(folders.sort()).to.deep.equal([...stages].sort());
  });

  it("leave out the fourth, as the talk does", () => {
    expect(stages).not.to.include("demo04");
  });

  for (const stage of stages) describe(stage, () => describeStage(stage));
});

function describeStage(stage: string) {
  const folder = join(courseDirectory, stage);

  it("has the six services of the store", async () => {
    const services = await readServices(folder);

    expect(services.map(({ name }) => name)).to.include.members(always);
  });

  it("has a program and tests for each service", async () => {
    for (const { name, path } of await readServices(folder)) {
      const program = join(folder, path, "src", "main.ts");
      expect(existsSync(program), `${name}: src/main.ts`).to.equal(true);
      expect(
        testsBelow(join(folder, path, "test")),
        `${name}: test`,
      ).to.have.length.above(0);
    }
  });

  it("runs each service that has a folder", async () => {
    const services = await readServices(folder);

    expect(readdirSync(join(folder, "services"))).to.have.members(
      services
        .filter(({ path }) => path.startsWith("services/"))
        .map(({ name }) => name),
    );
  });

  it("needs no name and no version of its own", () => {
    const file = readFileSync(join(folder, "package.json"), "utf8");

    expect(JSON.parse(file)).not.to.have.any.keys("name", "version");
  });

  it("can be read, called and deployed", () => {
    for (const file of [
      "README.md",
      "client/store-client.ts",
      "client/requests.http",
      "client/curl.sh",
      "deployment/Dockerfile",
      "deployment/compose.yaml",
    ]) {
      expect(existsSync(join(folder, file)), file).to.equal(true);
    }
  });
}

describe("the repository", () => {
  it("has a license, and says it in its package", () => {
    const license = readFileSync(join(courseDirectory, "LICENSE"), "utf8");
    const file = readFileSync(join(courseDirectory, "package.json"), "utf8");

    expect(license).to.match(/^MIT License/);
    expect(JSON.parse(file).license).to.equal("MIT");
  });

  it("takes every stage as a workspace", () => {
    const file = readFileSync(join(courseDirectory, "package.json"), "utf8");

    expect(JSON.parse(file).workspaces).to.deep.equal(["demo*"]);
  });
});
