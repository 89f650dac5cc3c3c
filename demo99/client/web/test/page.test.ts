import { expect } from "chai";
import { describe, it } from "mocha";
import { StoreError } from "../../store-client.ts";
import { fieldsOf, valuesOf } from "../page/admin/form-values.ts";
import { shortageText } from "../page/cart/shortage-notice.tsx";
import { hueOf } from "../page/cover.tsx";
import { errorText } from "../page/form/form-errors.ts";
import { factsOf, peopleOf } from "../page/items.ts";
import { inText, kinds } from "../page/kinds.ts";
import { formatMoney, parseMoney } from "../page/money.ts";
import {
  backFrom,
  loginAt,
  placeAfterLogin,
  sessionOf,
  signUpAt,
} from "../page/session/session.ts";
import { stockText } from "../page/stock-label.tsx";
import { explain } from "../page/store.ts";

const cd = {
  number: "200000000028",
  title: "A Love Supreme",
  artist: "John Coltrane",
  year: 1965,
  genre: "Jazz",
  tracks: 4,
  priceCents: 1005,
};

describe("money", () => {
  it("is shown in euros", () => {
    expect(formatMoney(1005)).to.equal("€10.05");
    expect(formatMoney(123456789)).to.equal("€1,234,567.89");
  });

  it("is read as people type it", () => {
    expect(["12", "12.5", " 12,50 ", "0.05"].map(parseMoney)).to.deep.equal([
      1200, 1250, 1250, 5,
    ]);
  });

  it("is not guessed", () => {
    for (const text of ["", "-1", "1.234", "1e3", "12.", "€5", "١"]) {
      expect(parseMoney(text), text).to.equal(undefined);
    }
  });
});

describe("stock", () => {
  it("is shown in words", () => {
    expect(([7, 4, 3, 1, 0] as const).map(stockText)).to.deep.equal([
      "7 in stock",
      "4 in stock",
      "only 3 left",
      "only 1 left",
      "sold out",
    ]);
  });

  it("is never shown as none while it is unknown", () => {
    expect(stockText("unknown")).to.equal("stock unknown");
    expect(stockText(undefined)).to.equal("checking stock …");
  });
});

describe("a shortage", () => {
  const wanted = { number: "1", title: "Dune", quantity: 5 };

  it("names the title and how many there are", () => {
    expect(
      [2, 1, 0].map((onHand) => shortageText({ ...wanted, onHand })),
    ).to.deep.equal([
      "“Dune”: you want 5, but only 2 are left.",
      "“Dune”: you want 5, but only 1 is left.",
      "“Dune”: sold out.",
    ]);
  });
});

describe("an error message", () => {
  const outage = "Baking is not possible right now.";
  const said = (status: number) =>
    explain(new StoreError({ title: "No", status, detail: "Why." }), outage);

  it("is the store's own message when it refuses", () => {
    expect([400, 404, 409].map(said)).to.deep.equal(["Why.", "Why.", "Why."]);
  });

  it("names what does not work when there is no reply", () => {
    expect([0, 500, 503].map(said)).to.deep.equal([outage, outage, outage]);
    expect(explain(new TypeError("x"), outage)).to.equal(outage);
  });
});

describe("a session", () => {
  const tokenOf = (claims: unknown) => {
    const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
    return `header.${payload}.signature`;
  };

  it("has the name and the role of the token", () => {
    const token = tokenOf({ sub: "alice", role: "customer", iss: "ÿþ?>" });

    expect(sessionOf(token)).to.deep.equal({ name: "alice", role: "customer" });
  });

  it("does not exist without a token, or with another text", () => {
    for (const text of ["", "abc", "a.b.c", "a.%.c"]) {
      expect(sessionOf(text), text).to.equal(undefined);
    }
  });
});

describe("the login", () => {
  const shop = "http://pies.test:8080";
  const after = (back: string) => placeAfterLogin(back, shop);

  it("leads back to the place before", () => {
    const place = "/?q=dune&item=book-1";
    const back = backFrom(new URL(place, shop));

    expect(after(back)).to.equal(place);
    for (const entrance of [loginAt(back), signUpAt(back)]) {
      expect(backFrom(new URL(entrance, shop)), entrance).to.equal(place);
    }
    expect(backFrom(new URL("/log-in", shop))).to.equal("/");
  });

  it("leads to no other site", () => {
    for (const place of [
      "https://evil.test/",
      "//evil.test/x",
      "/\\evil.test",
      "javascript:alert(1)",
      "http://",
    ]) {
      expect(after(place), place).to.equal("/");
    }
  });
});

describe("a kind", () => {
  it("is in lower case within a sentence, unless it is an abbreviation", () => {
    expect(["Book", "Books", "CDs", "DVD"].map(inText)).to.deep.equal([
      "book",
      "books",
      "CDs",
      "DVD",
    ]);
  });
});

describe("an item", () => {
  it("has people, and details that its card does not show", () => {
    expect(peopleOf("cd", cd)).to.equal("John Coltrane");
    expect(
      factsOf("cd", cd).map(([{ label }, value]) => [label, value]),
    ).to.deep.equal([
      ["Artist", "John Coltrane"],
      ["Year", "1965"],
      ["Genre", "Jazz"],
      ["Tracks", "4"],
    ]);
  });

  it("has a cover of another colour than its neighbour", () => {
    expect(hueOf("200000000011")).to.not.equal(hueOf(cd.number));
  });
});

describe("the form of an item", () => {
  const { fields } = kinds.cd;

  it("returns the fields that it was filled with, without the number", () => {
    const { number, ...known } = cd;

    expect(valuesOf("cd", cd)).to.include({ priceCents: "10.05", label: "" });
    expect(fieldsOf(fields, valuesOf("cd", cd))).to.deep.equal(known);
  });

  it("joins a field and the store's error to a sentence", () => {
    const [title] = fields;
    const said = ["is required", "Too small"].map(
      (message) => title && errorText(title, message),
    );

    expect(said).to.deep.equal(["Title is required", "Too small"]);
  });

  it("leaves empty fields out and sends what is no number as it is", () => {
    const values = { title: " 21 ", label: " ", year: "old", priceCents: "?" };

    expect(fieldsOf(fields, values)).to.deep.equal({
      title: "21",
      year: "old",
      priceCents: "?",
    });
  });
});
