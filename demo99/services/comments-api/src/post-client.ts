import type { HttpClient } from "#commons/http.ts";

export type PostClient = ReturnType<typeof createPostClient>;

/** Calls posts-api. */
export function createPostClient(postsApi: HttpClient) {
  return {
    /** Throws NotFound for an unknown post. */
    async expectPost(id: string): Promise<void> {
      await postsApi("GET", `/posts/${id}`);
    },
  };
}
