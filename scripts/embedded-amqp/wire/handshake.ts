import { AmqpError } from "../errors.ts";
import type { Fields } from "./codec.ts";

export const frameMaximum = 131_072;
const heartbeatSeconds = 60;

type Parts = {
  reply(name: string, fields?: Fields): void;
  /** Called with the interval of heartbeats, 0 for none. */
  onTuned(seconds: number): void;
};

const serverProperties = {
  product: "embedded AMQP",
  version: "1.0.0",
  capabilities: {
    publisher_confirms: true,
    "basic.nack": true,
    consumer_cancel_notify: true,
    per_consumer_qos: true,
    authentication_failure_close: true,
  },
};

/** Start, tune and open a connection (AMQP 0-9-1, 2.2.4). */
export function createHandshake({ reply, onTuned }: Parts) {
  let awaited: string | undefined;
  let frameMax = frameMaximum;

  const steps: Record<string, (fields: Fields) => void> = {
    ConnectionStartOk({ mechanism }) {
      if (mechanism !== "PLAIN") {
        throw new AmqpError("ACCESS_REFUSED", `mechanism ${mechanism}`);
      }
      reply("ConnectionTune", {
        channelMax: 2047,
        frameMax: frameMaximum,
        heartbeat: heartbeatSeconds,
      });
      awaited = "ConnectionTuneOk";
    },

    ConnectionTuneOk(fields) {
      frameMax = Number(fields.frameMax) || frameMaximum;
      onTuned(Number(fields.heartbeat));
      awaited = "ConnectionOpen";
    },

    ConnectionOpen({ virtualHost }) {
      if (virtualHost !== "/") {
        throw new AmqpError("NOT_ALLOWED", `vhost ${virtualHost} not found`);
      }
      reply("ConnectionOpenOk", { knownHosts: "" });
      awaited = undefined;
      isDone = true;
    },
  };
  let isDone = false;

  return {
    isDone: () => isDone,
    frameMax: () => frameMax,

    begin(): void {
      reply("ConnectionStart", {
        versionMajor: 0,
        versionMinor: 9,
        serverProperties,
        mechanisms: Buffer.from("PLAIN"),
        locales: Buffer.from("en_US"),
      });
      awaited = "ConnectionStartOk";
    },

    accept(name: string, fields: Fields): void {
      if (name !== awaited) {
        throw new AmqpError("COMMAND_INVALID", `unexpected ${name}`);
      }
      steps[name]?.(fields);
    },
  };
}
