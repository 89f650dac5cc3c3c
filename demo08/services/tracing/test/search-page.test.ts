import { expect } from "chai";
import { describe, it } from "mocha";
import { formatDuration, parseDuration } from "../page/format.ts";
import { addressOf, queryOf, searchIn } from "../page/search/search-query.ts";
import { summaryOf } from "../page/summary.ts";
import type { Span } from "../src/span.ts";
import { aSpan } from "./a-span.ts";

describe("a duration", () => {
  it("is written as people read it", () => {
    const written = [0, 850, 4_249, 9_990, 415_000, 999_700, 1_250_000];

    expect(written.map(formatDuration)).to.deep.equal([
      "0 µs",
      "850 µs",
      "4.2 ms",
      "10 ms",
      "415 ms",
      "1.00 s",
      "1.25 s",
    ]);
    expect(formatDuration(undefined)).to.equal("–");
  });

  it("is read as people write it", () => {
    const texts = [
      "100",
      "100ms",
      "1.5 s",
      "1,5s",
      "250us",
      "250 µs",
      "",
      "fast",
      "0",
      "-1",
    ];

    expect(texts.map(parseDuration)).to.deep.equal([
      100_000,
      100_000,
      1_500_000,
      1_500_000,
      250,
      250,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("a search", () => {
  it("goes into the address line and comes back, only what was chosen", () => {
    const search = {
      ...searchIn(new URLSearchParams()),
      serviceName: "book-api",
      minDuration: "1.5 s",
    };

    const address = addressOf(search);

    expect(address).to.equal("/?serviceName=book-api&minDuration=1.5+s");
    expect(searchIn(new URLSearchParams(address.slice(2)))).to.deep.equal(
      search,
    );
  });

  it("asks the API in its units", () => {
    const search = searchIn(
      new URLSearchParams("minDuration=2ms&annotationQuery=error"),
    );

    expect(queryOf(search, 5)).to.equal(
      "/traces?annotationQuery=error&minDuration=2000&lookback=900000&limit=20&hideAssets=true&endTs=5",
    );
  });

  it("hides page assets unless they are chosen", () => {
    const search = searchIn(new URLSearchParams("assets=shown"));

    expect(addressOf(search)).to.equal("/?assets=shown");
    expect(queryOf(search, 5)).to.not.include("ssets");
  });

  it("accepts an address that Zipkin's page has written", () => {
    expect(
      searchIn(new URLSearchParams("lookback=15m&endTs=1")).lookback,
    ).to.equal("900000");
  });
});

describe("the summary of a trace", () => {
  it("has its root, its time, its errors and its services", () => {
    const spans: Span[] = [
      {
        ...aSpan("2", "1", 200, 900),
        localEndpoint: { serviceName: "book-api" },
        tags: { error: "" },
      },
      {
        ...aSpan("1", undefined, 100, 700),
        name: "get",
        localEndpoint: { serviceName: "gateway" },
        tags: { "http.path": "/books?q=a", "http.status_code": "503" },
      },
      {
        ...aSpan("3", "2", 300, 400),
        localEndpoint: { serviceName: "book-api" },
      },
    ];

    expect(summaryOf(spans)).to.deep.equal({
      traceId: "1",
      service: "gateway",
      name: "get",
      method: "GET",
      path: "/books",
      status: "503",
      start: 1_100,
      duration: 800,
      spanCount: 3,
      errorCount: 1,
      services: [
        { name: "book-api", count: 2 },
        { name: "gateway", count: 1 },
      ],
    });
  });

  it("works without names and times", () => {
    const summary = summaryOf([{ traceId: "1", id: "1" }]);

    expect(summary).to.include({
      service: "unknown",
      name: "unknown",
      start: 0,
      duration: 0,
    });
  });
});
