import * as z from "zod";
import {
  clientKey,
  clientKeys,
  itemNumber,
  line,
  visible,
} from "#commons/validate.ts";

/** `number`: of the item that it is about; `createdAt`: an ISO 8601 time. */
export type Post = {
  id: string;
  title: string;
  number?: string;
  author: string;
  createdAt: string;
};

/** What became of a post; `liked` and `hidden` are those of one user. */
export type Reactions = {
  postId: string;
  likes: number;
  shares: number;
  liked: boolean;
  hidden: boolean;
};

/** The lists of a post that a user can be in. */
export type UserList = "likedBy" | "hiddenBy";

export const postPath = z.object({ id: clientKey });

/** An item may be deleted later, so readers cope with an unknown number. */
export const newPost = z.strictObject({
  title: visible(line(200)),
  number: itemNumber.optional(),
});

/** `?posts=a,b` */
export const reactionQuery = z.strictObject({ posts: clientKeys(100) });

export const nothing = z.strictObject({}).optional();

export type NewPost = z.infer<typeof newPost>;
