import type { HttpClient } from "#commons/http.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { clip, type RecordSource } from "./source.ts";

type Post = {
  id: string;
  title: string;
  number?: string;
  author: string;
  createdAt: string;
  /** Without content, unless they are approved: a service is no reader. */
  comments: { content?: string }[];
};

type Posts = { items: Post[]; next: string | null };

/** Reads the posts with their comments, from query-api. */
export function createPostSource(posts: HttpClient): RecordSource {
  return {
    name: "posts",

    async page(after) {
      const query = `limit=100${after ? `&after=${after}` : ""}`;
      const { items, next } = await posts<Posts>("GET", `/posts?${query}`);
      return { records: items.map(toRecord), next };
    },

    /** Posts are never deleted. */
    existing: async (ids) => ids,
  };
}

function toRecord(post: Post): ReplicaRecord {
  const { id, title, number, author, createdAt, comments } = post;
  const text = comments.flatMap(({ content }) => content ?? []).join("\n");
  return {
    source: "posts",
    id,
    title,
    text: clip(text, 10_000),
    by: [author],
    ...(number && { number }),
    at: createdAt,
  };
}
