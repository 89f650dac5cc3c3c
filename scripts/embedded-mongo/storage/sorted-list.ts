const blockSize = 256;

/** An entry's key, and a number that tells entries with equal keys apart. */
export type Entry = { id: number };
type Position = { block: number; at: number };

type Block<T> = { keys: string[]; items: T[] };

/**
 * Items in the order of their keys. Blocks of some hundred items keep an
 * insertion cheap: it moves the items of one block only.
 */
export function createSortedList<T extends Entry>() {
  const blocks: Block<T>[] = [{ keys: [], items: [] }];
  let version = 0;

  const isBefore = (block: Block<T>, at: number, key: string, id: number) => {
    const other = block.keys[at] as string;
    return other < key || (other === key && (block.items[at] as T).id < id);
  };

  /** The first block whose last entry is not before this one. */
  function blockFor(key: string, id: number): number {
    return firstIndex(blocks.length - 1, (i) => {
      const block = blocks[i] as Block<T>;
      return !isBefore(block, block.keys.length - 1, key, id);
    });
  }

  /** Where the first entry is that is not before this key and id. */
  function seek(key: string, id = -1): Position {
    const block = blockFor(key, id);
    const found = blocks[block] as Block<T>;
    const at = firstIndex(
      found.keys.length,
      (i) => !isBefore(found, i, key, id),
    );
    return { block, at };
  }

  function split(index: number): void {
    const { keys, items } = blocks[index] as Block<T>;
    // With ascending keys, blocks stay full; otherwise a block is halved.
    const isLast = index === blocks.length - 1;
    const cut = isLast ? keys.length - 1 : keys.length >> 1;
    const tail = { keys: keys.slice(cut), items: items.slice(cut) };
    const head = { keys: keys.slice(0, cut), items: items.slice(0, cut) };
    blocks.splice(index, 1, head, tail);
  }

  return {
    seek,

    add(key: string, item: T): void {
      const { block, at } = seek(key, item.id);
      const { keys, items } = blocks[block] as Block<T>;
      keys.splice(at, 0, key);
      items.splice(at, 0, item);
      if (keys.length > blockSize) split(block);
      version++;
    },

    remove(key: string, item: T): void {
      const { block, at } = seek(key, item.id);
      const { keys, items } = blocks[block] as Block<T>;
      if (items[at] !== item) return;
      keys.splice(at, 1);
      items.splice(at, 1);
      if (keys.length === 0 && blocks.length > 1) blocks.splice(block, 1);
      version++;
    },

    first(key: string): T | undefined {
      const { block, at } = seek(key);
      const found = blocks[block] as Block<T>;
      return found.keys[at] === key ? found.items[at] : undefined;
    },

    /** How many entries are between two keys, the second one excluded. */
    count(from: string, to: string): number {
      const start = seek(from);
      const end = seek(to);
      let count = end.at - start.at;
      for (let i = start.block; i < end.block; i++) {
        count += (blocks[i] as Block<T>).keys.length;
      }
      return Math.max(0, count);
    },

    bytes(): number {
      const lengths = blocks.flatMap(({ keys }) => keys.map((k) => k.length));
      return lengths.reduce((sum, length) => sum + length, 0);
    },

    /** Items between two keys; writes may happen between two of its steps. */
    *range(from: string, to: string): Generator<T> {
      let place = seek(from);
      for (;;) {
        const block = blocks[place.block];
        if (!block) return;
        if (place.at >= block.keys.length) {
          place = { block: place.block + 1, at: 0 };
          continue;
        }
        const key = block.keys[place.at] as string;
        if (key >= to) return;
        const item = block.items[place.at] as T;
        const before = version;
        yield item;
        if (version === before) place.at++;
        else place = seek(key, item.id + 1);
      }
    },

    /** The same items from the last to the first. */
    *reverse(from: string, to: string): Generator<T> {
      let place = seek(to);
      for (;;) {
        if (place.at === 0) {
          if (place.block === 0) return;
          const block = place.block - 1;
          place = { block, at: (blocks[block] as Block<T>).keys.length };
          continue;
        }
        const { keys, items } = blocks[place.block] as Block<T>;
        const key = keys[place.at - 1] as string;
        if (key < from) return;
        const item = items[place.at - 1] as T;
        const before = version;
        yield item;
        if (version === before) place.at--;
        else place = seek(key, item.id);
      }
    },
  };
}

/** Binary search: the first index for which the test is true, or `length`. */
function firstIndex(length: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
