import type { Stage } from "../stage/stage.ts";
import { assume } from "./lesson.ts";

/** As readers see a comment; undefined while it is not in the list. */
export type Status = "pending" | "approved" | "rejected" | undefined;

export type Discussion = Awaited<ReturnType<typeof startDiscussion>>;

type Shown = { comments: { id: string; status: Status }[] };

const timeoutMs = 10_000;

/** A new post, and comments on it, through the gateway. */
export async function startDiscussion(stage: Pick<Stage, "url">) {
  const gateway = stage.url("gateway");
  const alice = { username: "alice", password: "wonderland" };
  let token = "";
  ({ token } = await post<{ token: string }>("/login", alice));
  const title = "How to Bake a Microservice Pie: worth its price?";
  const { id: postId } = await post<{ id: string }>("/posts/create", { title });

  async function post<Body>(path: string, json: object): Promise<Body> {
    const response = await fetch(gateway + path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(json),
      signal: AbortSignal.timeout(timeoutMs),
    });
    assume(response.ok, `POST ${path} answers ${response.status}.`);
    return (await response.json()) as Body;
  }

  return {
    /** Returns the id of the comment. */
    async comment(content: string): Promise<string> {
      const path = `/posts/${postId}/comments`;
      return (await post<{ id: string }>(path, { content })).id;
    },

    /** The status of each comment in the replica of query-api. */
    async statusesOf(ids: string[]): Promise<Status[]> {
      const response = await fetch(
        `${stage.url("query-api")}/posts/${postId}`,
        { signal: AbortSignal.timeout(timeoutMs) },
      );
      if (response.status === 404) return ids.map(() => undefined);
      const { comments } = (await response.json()) as Shown;
      return ids.map((id) => comments.find((it) => it.id === id)?.status);
    },
  };
}
