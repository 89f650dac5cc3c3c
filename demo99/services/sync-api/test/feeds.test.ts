import { expect } from "chai";
import { describe, it } from "mocha";
import { parseAtom } from "../src/atom-feed.ts";
import { parseReddit } from "../src/reddit-feed.ts";
import { atomSample } from "../src/samples/atom.ts";
import redditSample from "../src/samples/reddit.json" with { type: "json" };
import { atom, entry, listing, post } from "./feed-files.ts";

describe("a listing of Reddit", () => {
  it("becomes records", () => {
    const records = parseReddit(
      listing({
        ...post,
        selftext: "Apple &amp; plum",
        permalink: "/r/pies/comments/1/",
        created_utc: 1_764_151_200,
      }),
    );

    expect(records).to.deep.equal([
      {
        source: "reddit",
        id: "t3_1",
        title: "Pies",
        text: "Apple & plum",
        by: ["baker"],
        url: "https://www.reddit.com/r/pies/comments/1/",
        at: "2025-11-26T10:00:00.000Z",
      },
    ]);
  });

  it("has each id once, and no entry without an id or a title", () => {
    const again = { ...post, title: "Again" };
    const others = [{ name: "t3_2" }, { ...post, name: "t3_3", title: " " }];

    const records = parseReddit(listing(post, again, ...others, { id: 7 }));

    expect(records.map(({ title }) => title)).to.deep.equal(["Pies"]);
  });

  it("has text that can be stored and shown", () => {
    const title = `A\0B\ud800C\u202eD<script>alert(1)</script>`;
    const selftext = `${"x".repeat(9_999)}😀`;

    const [record] = parseReddit(listing({ ...post, title, selftext }));

    expect(record?.title).to.equal("ABCD");
    expect(record?.text).to.equal("x".repeat(9_999));
  });

  it("has links to Reddit only", () => {
    for (const permalink of ["javascript:alert(1)", "@example.org", 7]) {
      const [record] = parseReddit(listing({ ...post, permalink }));

      expect(record, `${permalink}`).not.to.have.property("url");
    }
  });

  it("is refused if it is something else", () => {
    for (const text of ["", "<feed/>", "{}", '{"kind":"Listing"}', "[["]) {
      expect(() => parseReddit(text), text).to.throw(/^The feed is not/);
    }
  });

  it("is the sample", () => {
    expect(parseReddit(JSON.stringify(redditSample))).to.have.length(8);
  });
});

describe("an Atom feed", () => {
  const only = (fields: string) => parseAtom(atom(entry(fields)))[0];

  it("becomes records", () => {
    const record = only(
      `<link rel="self" href="https://example.org/self"/>
       <link href="https://example.org/?a=1&amp;b=2"/>
       <author><name>Ann &amp; Bob</name></author>
       <updated>2026-11-20T19:00:00+01:00</updated>
       <summary>Apple</summary>`,
    );

    expect(record).to.deep.equal({
      source: "atom",
      id: "urn:1",
      title: "Pies",
      text: "Apple",
      by: ["Ann & Bob"],
      url: "https://example.org/?a=1&b=2",
      at: "2026-11-20T18:00:00.000Z",
    });
  });

  it("has HTML as text, in each of its forms", () => {
    const html = "<p>One &amp; <b>t</b>wo</p><p>three</p><script>4</script>";
    const escaped = html.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const forms = [
      `<content type="html">${escaped}</content>`,
      `<content type="html"><![CDATA[<!DOCTYPE html>${html}]]></content>`,
      `<content type="xhtml"><div>${html}</div></content>`,
    ];

    for (const form of forms) {
      expect(only(form)?.text, form).to.equal("One & two three");
    }
    const text = "<content>&lt;b&gt; is a tag</content>";
    expect(only(text)?.text).to.equal("<b> is a tag");
  });

  it("has links that a page may have", () => {
    const refused = ["javascript:alert(1)", "data:text/html,x", "/relative"];
    for (const href of refused) {
      expect(only(`<link href="${href}"/>`), href).not.to.have.property("url");
    }
  });

  it("declares no entities, which could grow", () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';

    const isRefused = () => parseAtom(atom(entry("<x>&b;</x>"), bomb));

    expect(isRefused).to.throw("The feed must not have a DOCTYPE.");
    const hidden = ["<!-- <feed -->", "<!-- <feed> --><?x <feed ?>\n"];
    for (const text of hidden) {
      const isHidden = () => parseAtom(atom(entry(""), text + bomb));
      expect(isHidden, text).to.throw("The feed must not have a DOCTYPE.");
    }
    const author = "<author><name>1 &amp;lt; 2, &b;</name></author>";
    const inside = atom(bomb + entry(`${author}<summary>&b;</summary>`));
    const [record] = parseAtom(inside);
    expect(record?.text).to.equal("&b;");
    expect(record?.by).to.deep.equal(["1 &lt; 2, &b;"]);
  });

  it("is refused if it is something else", () => {
    const deep = `${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}`;
    const refused = [
      "",
      "{}",
      "<feed>",
      "<rss/>",
      "<feed/><feed/>",
      atom(deep),
    ];
    for (const xml of refused) {
      expect(() => parseAtom(xml), xml.slice(0, 20)).to.throw(/^The feed/);
    }
  });

  it("is read in little time, however deep its markup is", () => {
    const deep = "<div>".repeat(100_000);
    const escaped = deep.replaceAll("<", "&lt;");
    const start = process.cpuUsage();

    const record = only(`<content type="html">x ${escaped} y</content>`);

    expect(record?.text).to.equal("x");
    expect(process.cpuUsage(start).user / 1e6).to.be.below(4);
  });

  it("is the sample", () => {
    expect(parseAtom(atomSample)).to.have.length(6);
  });
});
