import type { Socket } from "node:net";
import { heartbeat } from "./codec.ts";

/**
 * Sends a heartbeat twice in each interval. A client from which nothing has
 * come for two intervals is gone.
 */
export function createHeart(socket: Socket) {
  let timer: NodeJS.Timeout | undefined;
  let silence = 0;

  return {
    start(seconds: number): void {
      if (seconds === 0) return;
      timer = setInterval(() => {
        silence++;
        if (silence > 4) socket.destroy();
        else if (socket.writable) socket.write(heartbeat);
      }, seconds * 500);
    },
    received(): void {
      silence = 0;
    },
    stop: () => clearInterval(timer),
  };
}
