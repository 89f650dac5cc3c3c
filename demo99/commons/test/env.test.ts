import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, afterEach, describe, it } from "mocha";
import { env, envChoice, envNumber, envUrl } from "#commons/env.ts";

describe("a setting", () => {
  afterEach(() => {
    delete process.env.PIES;
  });

  it("comes from the environment, or is the default", () => {
    expect(env("PIES", "apple")).to.equal("apple");
    expect(envNumber("PIES", 3)).to.equal(3);

    process.env.PIES = "12.5";

    expect(env("PIES", "apple")).to.equal("12.5");
    expect(envNumber("PIES", 3)).to.equal(12.5);
  });

  it("is refused if it is the text of an example", () => {
    process.env.PIES = "replace-me";

    expect(() => env("PIES", "apple")).to.throw(
      "PIES has the text of an example: replace it.",
    );
  });

  it("is named in the error if it is not a number", () => {
    for (const text of ["abc", "12 pies", "-1", " ", "NaN", "Infinity"]) {
      process.env.PIES = text;

      expect(() => envNumber("PIES", 3), text).to.throw(
        `PIES must be a number, but is "${text}".`,
      );
    }
  });

  it("is one of a few words, by default the first one", () => {
    expect(envChoice("PIES", ["apple", "plum"])).to.equal("apple");
    process.env.PIES = "plum";
    expect(envChoice("PIES", ["apple", "plum"])).to.equal("plum");
    process.env.PIES = "Plum";
    expect(() => envChoice("PIES", ["apple", "plum"])).to.throw(
      'PIES must be apple or plum, but is "Plum".',
    );
  });

  it("is named in the error if it is not a URL of its scheme", () => {
    const usual = "mongodb://localhost:27017";
    for (const url of [usual, "mongodb://a:1,b:2/", "mongodb+srv://u:p@a"]) {
      process.env.PIES = url;
      expect(envUrl("PIES", usual)).to.equal(url);
    }
    for (const text of ["localhost:27017", "http://a", "mongodb://", "x"]) {
      process.env.PIES = text;

      expect(() => envUrl("PIES", usual), text).to.throw(
        "PIES must be a URL like mongodb://localhost:27017.",
      );
    }
  });
});

describe("a setting in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "settings-"));
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    for (const name of ["PIES", "PIES_FILE", "PIES_URL"]) {
      delete process.env[name];
    }
  });

  /** Names a file with this text in PIES_FILE; returns its path. */
  function inFile(text: string) {
    const path = join(folder, "pies");
    writeFileSync(path, text);
    process.env.PIES_FILE = path;
    return path;
  }

  it("is read without the line's end", () => {
    const texts = {
      "a pie": "a pie",
      "b\n": "b",
      "c\r\n": "c",
      " d\n\n": " d\n",
    };
    for (const [text, value] of Object.entries(texts)) {
      inFile(text);
      expect(env("PIES")).to.equal(value);
      expect(env("PIES", "the default")).to.equal(value);
    }

    inFile("12\n");
    expect(envNumber("PIES", 3)).to.equal(12);
  });

  it("is named in the error if the file cannot be read", () => {
    const path = join(folder, "none");
    process.env.PIES_FILE = path;

    expect(() => env("PIES", "apple")).to.throw(
      `The file of PIES_FILE cannot be read: ENOENT: no such file or directory, open '${path}'`,
    );
  });

  it("is named in the error if the file is empty", () => {
    const path = inFile("\n");

    expect(() => env("PIES", "apple")).to.throw(
      `The file of PIES_FILE is empty: ${path}`,
    );
  });

  it("is refused if it is in the environment, too", () => {
    inFile("cherry");
    process.env.PIES = "apple";

    expect(() => env("PIES")).to.throw("Set PIES or PIES_FILE, not both.");
  });

  it("is the password of a URL whose user has none", () => {
    const passwordOf = (url: string) => {
      process.env.PIES_URL = url;
      return envUrl("PIES_URL", "http://localhost", "PIES");
    };
    expect(passwordOf("http://baker@a/")).to.equal("http://baker@a/");

    inFile("p/a:s@s$1%\n");

    const secret = "p%2Fa%3As%40s%241%25";
    expect(passwordOf("http://baker@a:1,b:2/x")).to.equal(
      `http://baker:${secret}@a:1,b:2/x`,
    );
    expect(passwordOf("http://a@b,http://a@c")).to.equal(
      `http://a:${secret}@b,http://a:${secret}@c`,
    );
    for (const url of ["http://baker:own@a/", "http://a:1/b", "http://a/b@c"]) {
      expect(passwordOf(url)).to.equal(url);
    }
  });
});
