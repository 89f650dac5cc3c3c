// @long

import { spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { after, before, describe } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { base, parseResources, render, stage } from "./read.ts";

const module = "kubernetes_validate";
const python = spawnSync("python3", ["-c", `import ${module}`]);
const itWithSchemas = itWhere(
  python.status === 0,
  `needs Python's ${module}, which has the schemas of Kubernetes`,
);
const hasKubectl = render("laptop") !== undefined;
const itWithKubectl = itWhere(hasKubectl, "needs kubectl");
const operators = ["mongodbcommunity", "rabbitmqcluster", "scaledobject"];

describe("the schemas of Kubernetes", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pie-manifests-"));
    // They have all that the base has.
    for (const overlay of hasKubectl ? ["cluster", "registry"] : []) {
      writeFileSync(join(folder, `${overlay}.yaml`), render(overlay) ?? "");
    }
  });

  after(() => rmSync(folder, { recursive: true }));

  function complaints(files: string[]): string[] {
    const { stdout, stderr } = spawnSync(
      "python3",
      ["-m", module, "--strict", "-k", "1.33", ...files],
      {
        encoding: "utf8",
        maxBuffer: 1e8,
        env: { ...process.env, PYTHONWARNINGS: "ignore" },
      },
    );
    const lines = `${stdout}\n${stderr}`.split("\n").filter(Boolean);
    expect(lines).to.have.length.above(0);
    return lines.filter(
      (line) => !line.startsWith("INFO") && !ofOperator(line),
    );
  }

  /** They have schemas of their own. */
  const ofOperator = (line: string) =>
    operators.some((kind) =>
      line.toLowerCase().includes(`schema for kind ${kind} `),
    );

  itWithSchemas("accept every manifest", () => {
    const files = [hasKubectl ? folder : base].flatMap((from) =>
      readdirSync(from)
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => join(from, file)),
    );
    const secret = join(stage, "k8s/secret.example.yaml");

    expect(complaints([...files, secret])).to.deep.equal([]);
  }).timeout(60_000);

  itWithSchemas("refuse a field that does not exist", () => {
    const text = readFileSync(join(base, "book-api.yaml"), "utf8");
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, text.replace("readinessProbe:", "readyProbe:"));

    expect(complaints([file]).join()).to.include("readyProbe");
    rmSync(file);
  }).timeout(60_000);

  itWithKubectl("accept the resources of operators, too", () => {
    const resources = parseResources(render("cluster") ?? "");

    for (const kind of operators) {
      const found = resources.filter((one) => one.kind.toLowerCase() === kind);
      expect(found, kind).to.have.length(1);
      const check = checkFor(kind);
      expect(check(found[0]), JSON.stringify(check.errors)).to.equal(true);
      expect(check({ ...found[0], spec: { replicaz: 1 } })).to.equal(false);
    }
  });
});

function checkFor(kind: string) {
  const file = new URL(`../schemas/${kind}.json`, import.meta.url);
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return ajv.compile(JSON.parse(readFileSync(file, "utf8")));
}
