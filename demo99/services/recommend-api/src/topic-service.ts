import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { Apply } from "#commons/replica/watch-replica.ts";
import { wordsOf } from "#commons/text-index/words.ts";
import { personMark } from "./reason.ts";
import { isTopic } from "./stop-words.ts";
import { createTopicIndex, type Words } from "./topic-index.ts";

export type TopicService = ReturnType<typeof createTopicService>;

/** The topics of all items: what they and the posts about them say. */
export function createTopicService() {
  const index = createTopicIndex();
  const items = new Map<string, ReplicaRecord>();
  const posts = new Map<string, ReplicaRecord>();
  const postsByNumber = new Map<string, Set<string>>();

  function reindex(number: string) {
    const item = items.get(number);
    if (!item) return index.delete(number);
    const about = [...(postsByNumber.get(number) ?? [])];
    index.put(
      number,
      wordsOfItem(
        item,
        about.flatMap((id) => posts.get(id) ?? []),
      ),
    );
  }

  function changeItem(id: string, item?: ReplicaRecord) {
    if (item) items.set(id, item);
    else items.delete(id);
    reindex(id);
  }

  function changePost(id: string, post?: ReplicaRecord) {
    const { number: before } = posts.get(id) ?? {};
    if (before) postsByNumber.get(before)?.delete(id);
    posts.delete(id);
    if (post?.number) {
      posts.set(id, post);
      const ids = postsByNumber.get(post.number) ?? new Set();
      postsByNumber.set(post.number, ids.add(id));
    }
    for (const number of new Set([before, post?.number])) {
      if (number) reindex(number);
    }
  }

  const apply: Apply = (source, changes) => {
    const change = source === "posts" ? changePost : changeItem;
    for (const record of changes.put) change(record.id, record);
    for (const id of changes.delete) change(id);
  };

  return {
    apply,
    size: () => items.size + posts.size,
    getItem: (number: string) => items.get(number),
    wordsOfItem: index.get,
    wordsOfText: (text: string) => countWords([text]),
    findSimilar: index.findSimilar,
    findAll: index.findAll,
    shared: index.shared,
  };
}

function wordsOfItem(item: ReplicaRecord, posts: ReplicaRecord[]): Words {
  const texts = posts.flatMap((post) => [post.title, post.text]);
  // The title and the people say more than the rest.
  const words = countWords([item.title, item.title, item.text, ...texts]);
  for (const name of item.by) {
    words.set(personMark + wordsOf(name).join(" "), 2);
  }
  return countWords(item.by, words);
}

function countWords(texts: string[], words: Words = new Map()): Words {
  for (const word of texts.flatMap(wordsOf).filter(isTopic)) {
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return words;
}
