/** What the thread of an index is asked; its reply is a list of hits. */
export type SearchRequest = { search: string; limit: number };
