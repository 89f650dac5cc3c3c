import { expect } from "chai";
import { describe, it } from "mocha";
import { Invalid } from "#commons/errors.ts";
import { fromXml, toXml } from "../src/xml.ts";

describe("XML", () => {
  it("has attributes where the JSON has an @, and text where it has a $", () => {
    const xml = toXml({ port: { $: 8081, "@enabled": "true" } });

    expect(xml.trim()).to.equal('<port enabled="true">8081</port>');
  });

  for (const name of [
    "my_zone",
    "a$b",
    "two words",
    "1st",
    "ümläut",
    "a.b-c",
    "µs",
    "@x",
    "constructor",
    "prototype",
    "toString",
    "__proto__",
  ]) {
    it(`keeps the name "${name}" in metadata`, () => {
      const body = { instance: { metadata: { [name]: "value" } } };

      expect(fromXml(toXml(body))).to.deep.equal(body);
    });
  }

  it("spells the names in metadata as Netflix does", () => {
    const xml = toXml({ metadata: { a_b: "1", a$b: "2", "a b": "3" } });

    expect(xml).to.include("<a__b>1</a__b>");
    expect(xml).to.include("<a_-b>2</a_-b>");
    expect(xml).to.include("<a_.0020b>3</a_.0020b>");
    // A letter in Unicode, but not in the names of XML 1.0.
    expect(toXml({ metadata: { µs: "4" } })).to.include("<_.00b5s>");
  });

  it("keeps text that looks like markup", () => {
    const body = { instance: { hostName: `<&>"'` } };

    expect(fromXml(toXml(body))).to.deep.equal(body);
  });

  it("can be read whatever control characters a client sends", () => {
    const xml = toXml({ instance: { hostName: "a\u0001b" } });

    expect(xml).to.include("<hostName>a\uFFFDb</hostName>");
  });

  it("does not take numbers for numbers", () => {
    const xml = "<instance><hostName>007</hostName></instance>";

    expect(fromXml(xml)).to.deep.equal({ instance: { hostName: "007" } });
  });

  it("is refused if it is not well-formed", () => {
    expect(() => fromXml("<instance><app></instance>")).to.throw(Invalid);
  });
});
