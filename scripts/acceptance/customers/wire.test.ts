// @from-99

import { connect } from "node:http2";
import { expect } from "chai";
import { describe, it } from "mocha";
import { addressOf, authorizationOfService, send } from "./calls.ts";

type Headers = Record<string, unknown>;

/** Sends one message on a stream, with Node's HTTP/2 and nothing else. */
async function exchange(path: string, message: Buffer, headers: Headers = {}) {
  const session = connect(`http://${addressOf()}`);
  const stream = session.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
    "grpc-timeout": "5S",
    ...headers,
  });
  const received = { headers: {} as Headers, trailers: {} as Headers };
  stream.on("response", (found) => Object.assign(received.headers, found));
  stream.on("trailers", (found) => Object.assign(received.trailers, found));
  // Not compressed, and four bytes with the length.
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  stream.end(Buffer.concat([prefix, message]));
  const body = Buffer.concat(await stream.toArray());
  session.close();
  return { ...received, message: body.subarray(5) };
}

/** A field of protobuf whose value is text of at most 127 bytes. */
function field(number: number, text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}

describe("customer-api on the wire", () => {
  it("speaks HTTP/2 and Protocol Buffers", async () => {
    const { headers, trailers, message } = await exchange(
      "/customer.CustomerService/GetByReference",
      field(1, "alice"),
      { authorization: authorizationOfService() },
    );

    expect(headers).to.include({
      ":status": 200,
      "content-type": "application/grpc+proto",
    });
    expect(trailers).to.include({ "grpc-status": "0" });
    const texts = ["alice", "Alice", "alice@store.example"];
    const fields = texts.map((text, index) => field(index + 1, text));
    expect(message).to.deep.equal(Buffer.concat(fields));
  });

  it("serves no HTTP/1.1", async () => {
    const refused = await fetch(`http://${addressOf()}/ping`).then(
      ({ ok }) => !ok,
      () => true,
    );

    expect(refused).to.equal(true);
  });

  it("reports its health to all callers", async () => {
    const path = "/grpc.health.v1.Health/Check";
    const settings = { authorization: "", timeout: "" };

    for (const [service, code, bytes] of [
      ["", "OK", "0801"],
      ["customer.CustomerService", "OK", "0801"],
      ["other", "NOT_FOUND", undefined],
    ] as const) {
      const request = service ? field(1, service) : Buffer.alloc(0);
      const result = await send(path, request, settings);
      expect(result.code, service).to.equal(code);
      expect(result.bytes?.toString("hex"), service).to.equal(bytes);
    }
  });

  it("describes itself to a client that knows no contract", async () => {
    for (const version of ["v1", "v1alpha"]) {
      const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;

      const list = await exchange(path, field(7, "*"));
      const [, service = ""] = /(customer\.\w+)/.exec(`${list.message}`) ?? [];
      const file = await exchange(path, field(4, service));

      expect(service, version).to.equal("customer.CustomerService");
      for (const word of ["GetByReference", "CustomerPage", "email"]) {
        expect(`${file.message}`, version).to.include(word);
      }
    }
  });
});
