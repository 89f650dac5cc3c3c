import { inFile, type Mutant } from "./mutant.ts";

const services = "demo99/services";
const tests = (service: string, ...names: string[]) =>
  names.map((name) => `${services}/${service}/test/${name}.test.ts`);

/** Faults in posts, comments, moderations and their replica. */
export const reviewMutants: Mutant[] = [
  ...inFile(
    "demo99/commons/state-store.ts",
    ["demo99/commons/test/state-store.test.ts"],
    [
      [
        "overwrite a change that came first",
        "{ _id: id, revision },",
        "{ _id: id },",
      ],
      [
        "give up when another process makes the state at the same time",
        "if (isDuplicate(error)) return false;",
        "if (isDuplicate(error)) return true;",
      ],
      [
        "lose the events of a change",
        "$push: { unpublished: { $each: events } }",
        "$push: { unpublished: { $each: events.slice(1) } }",
      ],
      [
        "show a part of the outbox in a state",
        "unpublished, undeliverable, ...fields",
        "unpublished, ...fields",
      ],
      [
        "store events of no change",
        "if (!after || after === before) return { before, after };",
        "if (!after) return { before, after };",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/visible-comment.ts",
    tests("comments-api", "comments"),
    [
      [
        "show pending comments to all",
        'comment.status === "approved"',
        'comment.status !== "rejected"',
      ],
      ["hide comments from the staff", ' || caller?.role === "admin"', ""],
      [
        "take a client with an author's name for the author",
        'return caller?.role === "customer" && caller.name',
        "return caller?.name",
      ],
      [
        "show a customer all comments",
        'caller?.role === "customer" && caller.name === comment.author',
        'caller?.role === "customer"',
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/validate.ts",
    ["demo99/commons/test/lines.test.ts"],
    [
      [
        "accept control characters in texts of several lines",
        "/^[\\P{Cc}\\t\\r\\n]*$/u",
        "/^[^\\0]*$/u",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/store-routes.ts",
    ["demo99/commons/test/store-routes.test.ts"],
    [
      [
        "let /posts/{id} shadow the comments",
        '  "/posts/:id/comments": "http://comments-api",\n  "/posts/:id": "http://posts-api",\n',
        '  "/posts/:id": "http://posts-api",\n  "/posts/:id/comments": "http://comments-api",\n',
      ],
      [
        "let the list of posts shadow each post",
        '  "/posts/:id": "http://posts-api",\n  "/posts": "http://query-api",\n',
        '  "/posts": "http://query-api",\n  "/posts/:id": "http://posts-api",\n',
      ],
    ],
  ),
  ...inFile(
    `${services}/posts-api/src/post-api.ts`,
    tests("posts-api", "posts"),
    [
      [
        "take a service with a user's name for the user",
        'caller && caller.role !== "service" ? caller.name : ""',
        'caller ? caller.name : ""',
      ],
    ],
  ),
  ...inFile(
    `${services}/posts-api/src/post-repository.ts`,
    tests("posts-api", "posts"),
    [
      [
        "count the likes of one user several times",
        "$addToSet: { [list]: user }",
        "$push: { [list]: user }",
      ],
      [
        "show likes of others as one's own",
        'liked: isIn("likedBy")',
        'liked: { $gt: [{ $size: "$likedBy" }, 0] }',
      ],
    ],
  ),
  ...inFile(
    `${services}/comments-api/src/comment.ts`,
    tests("comments-api", "comment", "comments"),
    [
      [
        "let an old decision replace a later one",
        "if (before && before.version >= version) return before;",
        "",
      ],
      [
        "forget a decision that came before its comment",
        'const { status = "pending", version = 0 } = before ?? {};',
        'const [status, version] = ["pending" as const, 0];',
      ],
      [
        "publish an update of a comment that is not known",
        "const isWhole = content !== undefined && author && createdAt;",
        "const isWhole = true;",
      ],
    ],
  ),
  ...inFile(
    `${services}/comments-api/src/comment-service.ts`,
    tests("comments-api", "comments"),
    [
      [
        "ask posts-api for each comment",
        "if (await knownPosts.has(id)) return;",
        "",
      ],
      [
        "accept comments on unknown posts",
        "    await posts.expectPost(id);\n",
        "",
      ],
      [
        "tell nothing of a decision",
        "        (before) => withDecision(before, moderated),\n        updatesOf,\n",
        "        (before) => withDecision(before, moderated),\n",
      ],
    ],
  ),
  ...inFile(
    `${services}/moderation-api/src/words.ts`,
    tests("moderation-api", "words"),
    [
      ["be deceived by invisible characters", '.replace(/\\p{Cf}/gu, "")', ""],
      [
        "reject words that contain a word of the list",
        "words.includes(word)",
        "words.some((it) => word.includes(it))",
      ],
    ],
  ),
  ...inFile(
    `${services}/moderation-api/src/moderation.ts`,
    tests("moderation-api", "moderation", "moderations"),
    [
      [
        "decide again about a comment that staff have approved",
        "if (before) return { ...before, ...comment };",
        "",
      ],
      [
        "count an equal ruling as a new version",
        "if (!before || before.status === status) return before;",
        "if (!before) return before;",
      ],
      [
        "let an old decision replace a later one",
        "if (version > decision.version) return before as ModerationState;",
        "",
      ],
      [
        "keep the reason of a decision that staff overrule",
        "{ ...withoutReason(before), status",
        "{ ...before, status",
      ],
      [
        "keep the reason of an earlier decision of the log",
        "{ ...withoutReason(before), id",
        "{ ...before, id",
      ],
    ],
  ),
  ...inFile(
    `${services}/moderation-api/src/moderation-consumer.ts`,
    tests("moderation-api", "moderations"),
    [
      [
        "forget the rulings of the staff when the database is lost",
        "    CommentModerated: moderations.restore,\n",
        "",
      ],
    ],
  ),
  ...inFile(
    `${services}/query-api/src/comment.ts`,
    tests("query-api", "projection", "replica"),
    [
      [
        "let an old event replace a later one",
        "before && before.version >= after.version ? before : after",
        "before && before.version === after.version ? before : after",
      ],
    ],
  ),
  ...inFile(
    `${services}/query-api/src/replica-service.ts`,
    tests("query-api", "replica"),
    [
      [
        "tell of comments that have not changed",
        "if (after && after !== before) {",
        "if (after) {",
      ],
    ],
  ),
  ...inFile(
    `${services}/query-api/src/replica-service.ts`,
    tests("query-api", "replica"),
    [
      [
        "show any number of comments",
        "> mostComments;",
        "> 100 * mostComments;",
      ],
    ],
  ),
  ...inFile(
    `${services}/query-api/src/replica-repository.ts`,
    tests("query-api", "replica"),
    [
      [
        "show the oldest comments of a long list",
        ".find({ postId })\n        .sort(newestFirst)",
        ".find({ postId })\n        .sort({ createdAt: 1, _id: 1 })",
      ],
      [
        "show the newest comments in reverse",
        "found.reverse().map(comments.toState)",
        "found.map(comments.toState)",
      ],
    ],
  ),
  ...inFile(
    "demo99/client/web/page/reviews/written.ts",
    ["demo99/client/web/test/reviews.test.ts"],
    [
      [
        "show as new what is behind a long list",
        "(isWhole || createdAt > first)",
        "true",
      ],
    ],
  ),
  ...inFile(
    `${services}/query-api/src/replica-consumer.ts`,
    tests("query-api", "replica"),
    [["show no decision", "    CommentUpdated: replica.applyComment,\n", ""]],
  ),
  ...inFile(
    `${services}/gateway/src/live/live-feed.ts`,
    [`${services}/gateway/test/live.test.ts`],
    [["tell pages of no comment", ', "comment.changed"]', "]"]],
  ),
];
