import type { GoodCall, Route } from "../bad-input/routes.ts";
import { send } from "../store.ts";
import { newComment, newNumber, newPost, untilModerated } from "./samples.ts";

const body = async (path: string) => (await send("GET", path)).json();

/** A call that is about a new post, at a path below it. */
const about = (below: string, json?: Record<string, unknown>) => async () => {
  const { id } = await newPost();
  const call: GoodCall = {
    path: `/posts/${id}${below}`,
    state: async () => ({
      comments: await body(`/posts/${id}/comments`),
      reactions: await body(`/reactions?posts=${id}`),
    }),
  };
  return json ? { ...call, json } : call;
};

async function nothing() {}

async function listed(path: string): Promise<GoodCall> {
  return { path, state: nothing };
}

/** The routes of posts, comments, reactions and moderations. */
export const reviewRoutes: Route[] = [
  {
    name: "GET /posts",
    method: "GET",
    prepare: () => listed("/posts"),
  },
  {
    name: "POST /posts/create",
    method: "POST",
    body: { title: "text", number: "number" },
    async prepare() {
      const number = newNumber();
      const state = () => body(`/posts?number=${number}`);
      return { path: "/posts/create", json: { title: "T", number }, state };
    },
  },
  { name: "GET /posts/{id}", method: "GET", prepare: about("") },
  {
    name: "GET /posts/{id}/comments",
    method: "GET",
    prepare: about("/comments"),
  },
  {
    name: "POST /posts/{id}/comments",
    method: "POST",
    body: { content: "text" },
    prepare: about("/comments", { content: "One line\nand another" }),
  },
  { name: "PUT /posts/{id}/like", method: "PUT", prepare: about("/like") },
  {
    name: "DELETE /posts/{id}/like",
    method: "DELETE",
    prepare: about("/like"),
  },
  { name: "PUT /posts/{id}/hidden", method: "PUT", prepare: about("/hidden") },
  {
    name: "DELETE /posts/{id}/hidden",
    method: "DELETE",
    prepare: about("/hidden"),
  },
  { name: "POST /posts/{id}/share", method: "POST", prepare: about("/share") },
  {
    name: "GET /reactions",
    method: "GET",
    prepare: async () => listed(`/reactions?posts=${(await newPost()).id}`),
  },
  {
    name: "GET /moderations",
    method: "GET",
    prepare: () => listed("/moderations"),
  },
  {
    name: "PUT /moderations/{commentId}",
    method: "PUT",
    body: { status: "kind" },
    async prepare() {
      const commentId = await newComment(await newPost());
      await untilModerated(commentId);
      return {
        path: `/moderations/${commentId}`,
        json: { status: "rejected" },
        state: () => untilModerated(commentId),
      };
    },
  },
];
