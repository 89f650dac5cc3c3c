import { expect } from "chai";
import { before, describe, it } from "mocha";
import { book } from "../../../demo99/services/book-api/src/book.ts";
import { cd } from "../../../demo99/services/cd-api/src/cd.ts";
import { newComment } from "../../../demo99/services/comments-api/src/comment.ts";
import { dvd } from "../../../demo99/services/dvd-api/src/dvd.ts";
import { newPost } from "../../../demo99/services/posts-api/src/post.ts";
import { hasValidCheckDigit } from "../../acceptance/check-digit.ts";
import { extrapolate, type Made } from "../extrapolate.ts";
import type { MadeItem } from "../items.ts";
import { kinds, type OpeningItem, readOpening } from "../opening.ts";
import type { MadePost } from "../posts.ts";
import { wordsOf } from "../splice.ts";

const size = { items: 2_000, posts: 200, seed: 7 };

describe("extrapolated data", () => {
  let opening: OpeningItem[];
  let made: Made[];
  let items: MadeItem[];
  let posts: MadePost[];

  before(async () => {
    opening = await readOpening();
    made = [...extrapolate(opening, size)];
    items = made.filter((it) => it.kind !== "post") as MadeItem[];
    posts = made.filter((it) => it.kind === "post") as MadePost[];
  });

  it("has the wanted size, the items first", () => {
    expect(items).to.have.length(size.items);
    expect(posts).to.have.length(size.posts);
    expect(made.slice(0, size.items)).to.deep.equal(items);
  });

  it("is the same for the same seed", () => {
    expect([...extrapolate(opening, size)]).to.deep.equal(made);
  });

  it("differs for another seed", () => {
    const [other] = extrapolate(opening, { ...size, seed: 8 });

    expect(other).not.to.deep.equal(made[0]);
  });

  it("begins with the same items if there are more", () => {
    const more = [...extrapolate(opening, { ...size, items: 2_500 })];

    expect(more.slice(0, size.items)).to.deep.equal(items);
  });

  it("has valid numbers, each once, and none of the opening ones", () => {
    const numbers = items.map(({ number }) => number);

    expect(new Set(numbers).size).to.equal(size.items);
    for (const number of numbers) {
      expect(hasValidCheckDigit(number), number).to.equal(true);
      expect(number).not.to.match(/^(97980000|2000000|29000000)00\d+$/);
    }
  });

  it("has about as many items of each kind as the opening catalogues", () => {
    const share = (list: { kind: string }[], kind: string) =>
      list.filter((it) => it.kind === kind).length / list.length;

    for (const kind of kinds) {
      expect(share(items, kind)).to.be.closeTo(share(opening, kind), 0.05);
    }
  });

  it("has items that the store accepts", () => {
    const fieldsOf = { book: book.fields, cd: cd.fields, dvd: dvd.fields };
    for (const { kind, number, ...item } of items) {
      const { error } = fieldsOf[kind].safeParse(item);
      expect(error, JSON.stringify(item)).to.equal(undefined);
    }
  });

  it("has new words, more in more items", () => {
    const wordsIn = (list: MadeItem[]) =>
      new Set(list.flatMap(({ title }) => wordsOf(title))).size;
    const known = new Set(opening.flatMap((it) => wordsOf(it.fields.title)));

    expect(wordsIn(items)).to.be.above(1.5 * known.size);
    expect(wordsIn(items)).to.be.above(1.5 * wordsIn(items.slice(0, 500)));
  });

  it("has posts and comments that the store accepts, about its items", () => {
    const numbers = new Set(items.map(({ number }) => number));
    for (const { title, number, comments } of posts) {
      expect(newPost.safeParse({ title, number }).success).to.equal(true);
      expect(numbers).to.include(number);
      for (const content of comments) {
        expect(newComment.safeParse({ content }).success).to.equal(true);
      }
    }
    expect(posts.flatMap(({ comments }) => comments)).not.to.have.length(0);
  });
});
