import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createFixture } from "../../stage/test/fixture.ts";

const cucumber = import.meta.resolve("@cucumber/cucumber");

const steps = `
import { Given, Then } from "${cucumber}";
Given("an oven", () => {});
Given("a recipe", () => "pending");
Then("it is hot", () => { throw new Error("The oven is cold."); });
`;

const scenario = (title: string, step: string) =>
  `Scenario: ${title}\n  Given ${step}\n`;

const features = {
  good: `Feature: Good\n${scenario("There is an oven", "an oven")}`,
  bad: [
    "Feature: Bad",
    scenario("The oven is hot", "it is hot"),
    scenario("A step is missing", "a cake"),
    scenario("A step is not ready", "a recipe"),
    scenario("There is another oven", "an oven"),
  ].join("\n"),
};

const ovenService = `
import { createServer } from "node:http";
const server = createServer((_, response) => {
  response.end('{"response":"pong"}');
});
server.listen(Number(process.env.PORT));
process.on("SIGTERM", () => process.exit(0));
`;

/** A stage with one service, oven-api, and the features "good" and "bad". */
export async function createMadeUpFeatures(more: Record<string, string> = {}) {
  const fixture = await createFixture({ "oven-api": ovenService });
  const folder = join(fixture.directory, "bdd");
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  await writeFile(join(folder, "steps.ts"), steps);
  for (const [name, text] of Object.entries({ ...features, ...more })) {
    await writeFile(join(folder, `${name}.feature`), text);
  }
  return fixture;
}
