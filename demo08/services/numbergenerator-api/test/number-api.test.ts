import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createNumberApi } from "../src/number-api.ts";
import { createNumberService } from "../src/number-service.ts";

describe("GET /numbers/{kind}", () => {
  let url: string;

  before(async () => {
    let last = 0;
    const numbers = createNumberService({ next: async () => ++last });
    const routes = createNumberApi(numbers);
    url = await serve(createApp({ log: createLog("test", "silent"), routes }));
  });

  after(closeServers);

  it("issues another number each time", async () => {
    const first = await (await fetch(`${url}/numbers/book`)).json();
    const second = await (await fetch(`${url}/numbers/book`)).json();

    expect(first).to.deep.equal({
      number: "9798000000014",
      standard: "ISBN-13",
    });
    expect(second.number).to.equal("9798000000021");
  });

  it("answers 404 for a kind that is not numbered", async () => {
    const response = await fetch(`${url}/numbers/cassette`);

    expect(response.status).to.equal(404);
  });

  it("answers 400 for a query parameter, which it would not use", async () => {
    const response = await fetch(`${url}/numbers/book?count=2`);

    expect(response.status).to.equal(400);
    expect((await response.json()).errors[0].field).to.equal("count");
  });
});
