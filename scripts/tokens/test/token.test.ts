import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { expect } from "chai";
import { describe, it } from "mocha";
import { claimsOf, signToken, unsignedToken } from "../token.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const claims = claimsOf("alice", "customer");

function read(token: string) {
  const parts = token.split(".");
  const [header, payload] = parts.map((part) =>
    Buffer.from(part, "base64url").toString(),
  );
  return {
    header: JSON.parse(header ?? ""),
    payload: JSON.parse(payload ?? ""),
    signed: Buffer.from(parts.slice(0, 2).join(".")),
    signature: Buffer.from(parts[2] ?? "", "base64url"),
  };
}

describe("a token", () => {
  const token = signToken(claims, { kid: "k", privateKey });

  it("has a subject, a role and a lifetime", () => {
    const { header, payload } = read(token);

    expect(header).to.deep.equal({ alg: "RS256", typ: "JWT", kid: "k" });
    expect(payload).to.deep.equal(claims);
    expect(payload).to.include({ sub: "alice", role: "customer" });
    expect(payload.exp - payload.iat).to.equal(3_600);
  });

  it("is signed with the key", () => {
    const { signed, signature } = read(token);
    const key = createPublicKey(privateKey);

    expect(verify("RSA-SHA256", signed, key, signature)).to.equal(true);
    signed[signed.length - 1] = 0;
    expect(verify("RSA-SHA256", signed, key, signature)).to.equal(false);
  });

  it("without a signature says so", () => {
    const { header, payload, signature } = read(unsignedToken(claims));

    expect(header).to.include({ alg: "none" });
    expect(payload).to.deep.equal(claims);
    expect(signature).to.have.length(0);
  });
});
