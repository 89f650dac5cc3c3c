import { ProtocolError } from "../errors.ts";
import { headerBytes, maxMessageBytes } from "./message.ts";

/**
 * Cuts a stream of bytes into messages; each begins with its own length, an
 * int32 (MongoDB Wire Protocol, "Standard Message Header").
 */
export function createFrames() {
  let chunks: Buffer[] = [];
  let size = 0;

  function take(length: number): Buffer {
    const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    const rest = (bytes as Buffer).subarray(length);
    chunks = rest.length > 0 ? [rest] : [];
    size = rest.length;
    return (bytes as Buffer).subarray(0, length);
  }

  function nextLength(): number {
    const first = chunks[0] as Buffer;
    const bytes = first.length >= 4 ? first : Buffer.concat(chunks);
    return bytes.readInt32LE(0);
  }

  return {
    /** Adds a chunk; yields the messages that are now complete. */
    *push(chunk: Buffer): Generator<Buffer> {
      chunks.push(chunk);
      size += chunk.length;
      while (size >= 4) {
        const length = nextLength();
        if (length < headerBytes || length > maxMessageBytes) {
          throw new ProtocolError(`A message of ${length} bytes`);
        }
        if (size < length) return;
        yield take(length);
      }
    },
  };
}
