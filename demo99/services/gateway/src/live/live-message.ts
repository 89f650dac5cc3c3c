import * as z from "zod";

/** What an open page gets, as JSON. */
export type LiveMessage =
  | { type: "stock"; items: { number: string; onHand: number }[] }
  | { type: "order"; orderId: string; status: string }
  | { type: "comment"; postId: string; commentId: string; status: string }
  /** Changes may have been missed: read again what is shown. */
  | { type: "resync" }
  /** Shows a page that its connection still works. */
  | { type: "beat" };

/** `stock.changed` names the lines whose counts may have changed. */
export const stockChanged = z.object({ items: z.array(z.string()) });

const orderChange = z.object({
  orderId: z.string(),
  cartId: z.string(),
  status: z.string(),
});

export type OrderChange = z.infer<typeof orderChange>;

/** `order.changed` has the new status of orders. */
export const orderChanged = z.object({ items: z.array(orderChange) });

const commentChange = z.object({
  postId: z.string(),
  commentId: z.string(),
  status: z.string(),
});

export type CommentChange = z.infer<typeof commentChange>;

/** `comment.changed` has comments that are new or decided. */
export const commentChanged = z.object({ items: z.array(commentChange) });
