import { EventEmitter, once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { type ChannelModel, type ConfirmChannel, connect } from "amqplib";
import { connections } from "#commons/broker/metrics.ts";
import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";

type Options = { url: string; service: string; what: string; log: Log };
type Prepare = (channel: ConfirmChannel) => Promise<unknown>;
type Connection = Awaited<ReturnType<typeof openConnection>>;

const timeoutMs = 2_000;
const settledMs = 1_000;
/** A broker that has been silent for twice this time is gone. */
const heartbeatSeconds = "5";

export type Link = ReturnType<typeof createLink>;

/**
 * A connection with one channel. Both are opened by the first use, and again
 * whenever one of them is lost.
 */
export function createLink({ what, log, ...options }: Options) {
  const events = new EventEmitter().setMaxListeners(0);
  let connection: Promise<Connection> | undefined;
  let channel: ConfirmChannel | undefined;
  let prepare: Prepare = async () => {};
  let isWarned = false;

  async function setUp(model: ChannelModel): Promise<void> {
    // The library listens for errors only when all is set up; without a
    // listener, an error would end the process.
    model.on("error", warn);
    const fresh = await model.createConfirmChannel();
    fresh.on("error", (error: Error) => warn(error));
    fresh.on("close", () => {
      if (channel === fresh) channel = undefined;
      // Without its channel, a connection is of no use.
      model.close().catch(() => {});
    });
    await prepare(fresh);
    channel = fresh;
    events.emit("open");
  }

  function warn({ message }: Error): void {
    if (!isWarned) log.warn(`broker: ${what} will reconnect: ${message}`);
    isWarned = true;
  }

  function open(): Promise<Connection> {
    connection ??= openConnection({ ...options, what }, setUp).then((opened) =>
      opened
        .on("error", warn)
        .on("connect-failed", warn)
        .on("disconnect", (error: Error) => {
          connections.set({ connection: what }, 0);
          warn(error);
        })
        .on("connect", () => {
          connections.set({ connection: what }, 1);
          if (isWarned) log.info(`broker: ${what} is connected again`);
          isWarned = false;
        }),
    );
    return connection;
  }

  return {
    /** Sets what is done with each new channel, and opens the first one. */
    async start(task: Prepare): Promise<void> {
      prepare = task;
      await open();
    },

    /** The channel; waits for it for two seconds. */
    async channel(): Promise<ConfirmChannel> {
      await open();
      if (channel) return channel;
      const signal = AbortSignal.timeout(timeoutMs);
      await once(events, "open", { signal }).catch((cause) => {
        throw new Unavailable("There is no connection to the broker.", {
          cause,
        });
      });
      return channel ?? this.channel();
    },

    /** Closes the connection for good. */
    async close(): Promise<void> {
      const opened = await connection;
      if (opened && !channel) await untilSettled(opened);
      // The library waits for the reply of a broker that has gone, too.
      await Promise.race([opened?.close(), lateAfter(timeoutMs)]);
      connections.remove({ connection: what });
    },
  };
}

const lateAfter = (ms: number) => delay(ms, undefined, { ref: false });

/** Until an attempt to connect has ended: see `setUp`. */
async function untilSettled(opened: Connection): Promise<void> {
  const signal = AbortSignal.timeout(settledMs);
  const attempts = ["connect", "connect-failed"].map((event) =>
    once(opened, event, { signal }),
  );
  await Promise.race(attempts).catch(() => {});
}

function openConnection(
  { url, service, what }: Omit<Options, "log">,
  setup: (model: ChannelModel) => Promise<void>,
) {
  const target = new URL(url);
  target.searchParams.set("heartbeat", heartbeatSeconds);
  return connect(target.href, {
    timeout: timeoutMs,
    noDelay: true,
    clientProperties: { connection_name: `${service} ${what}` },
    recovery: {
      initialDelay: 100,
      maxDelay: 2_000,
      waitForConnect: false,
      setup,
    },
  });
}
