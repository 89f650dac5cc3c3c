import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { fetchFeed } from "../fetch-feed.ts";

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

describe("a request for a feed", () => {
  let answer: Answer;
  let url: string;

  beforeEach(async () => {
    url = await serve((req, res) => answer(req, res));
  });
  afterEach(closeServers);

  const failure = async (timeoutMs?: number) => {
    const options = timeoutMs ? { timeoutMs } : {};
    const error = await fetchFeed(`${url}/secret`, {}, options).catch(
      (it) => it,
    );
    return (error.message as string).replace(url, "feed");
  };

  it("asks whether the feed has changed", async () => {
    const asked: (string | undefined)[][] = [];
    answer = ({ headers }, res) => {
      asked.push([headers["if-none-match"], headers["if-modified-since"]]);
      const isKnown = headers["if-none-match"] === '"1"';
      res.statusCode = isKnown ? 304 : 200;
      res.setHeader("etag", '"1"').setHeader("last-modified", "yesterday");
      res.end(isKnown ? undefined : "a feed");
    };

    const first = await fetchFeed(url, {});
    const { text, ...known } = first;
    const second = await fetchFeed(url, known);

    expect(first.text).to.equal("a feed");
    expect(second).to.deep.equal({ etag: '"1"', lastModified: "yesterday" });
    expect(asked).to.deep.equal([
      [undefined, undefined],
      ['"1"', "yesterday"],
    ]);
  });

  it("expects a feed if it knows none", async () => {
    answer = (_req, res) => res.writeHead(304).end();

    expect(await failure()).to.equal("feed: status 304.");
  });

  it("says what is wrong, without the path", async () => {
    answer = (_req, res) => res.writeHead(503).end("later");

    expect(await failure()).to.equal("feed: status 503.");
    closeServers();
    expect(await failure()).to.match(/^feed: ECONN\w+$/);
  });

  it("reads no more than 1 MB, also if it is compressed", async () => {
    const large = Buffer.alloc(1_000_001, "x");
    answer = (_req, res) => void res.end(large);
    expect(await failure()).to.equal("feed: more than 1 MB.");

    answer = (_req, res) => {
      res.setHeader("content-encoding", "gzip").end(gzipSync(large));
    };
    expect(await failure()).to.equal("feed: more than 1 MB.");
  });

  it("has a time limit, also for the end of the feed", async () => {
    answer = (_req, res) => void res.write("a part");

    expect(await failure(200)).to.equal("feed: no response within 0.2 s.");
  });

  it("follows three redirects, to web addresses", async () => {
    answer = (req, res) => {
      const left = Number(req.url?.slice(1));
      if (left === 0) return void res.end("a feed");
      res.writeHead(302, { location: `/${left - 1}` }).end();
    };
    expect(await fetchFeed(`${url}/3`, {})).to.deep.equal({ text: "a feed" });
    const error = await fetchFeed(`${url}/4`, {}).catch((it) => it);
    expect(error.message).to.match(/: too many redirects\.$/);

    for (const location of ["data:text/plain,x", "file:///etc/passwd"]) {
      answer = (_req, res) => res.writeHead(302, { location }).end();
      expect(await failure(), location).to.match(/^feed: /);
    }
  });

  it("follows no redirect to an internal address of another host", async () => {
    const { port } = new URL(url);
    let internal = 0;
    const other = await serve((_req, res) => {
      internal++;
      res.end("a secret");
    });
    const locations = [
      other,
      other.replace("127.0.0.1", "localhost"),
      other.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
      `http://localhost:${port}/`,
      ...["https://localhost/", "http://[::1]/", "http://169.254.169.254/"],
      ...["http://10.0.0.1/", "http://0.0.0.0/"],
    ];

    for (const location of locations) {
      answer = (_req, res) => res.writeHead(302, { location }).end();
      expect(await failure(), location).to.equal(
        "feed: a redirect to an address that is not public.",
      );
    }
    expect(internal).to.equal(0);
  });
});
