import { maxDocumentBytes } from "../bson/document.ts";
import { maxMessageBytes } from "../wire/message.ts";
import type { Command, Commands } from "./command.ts";

const maxBatch = 100_000;

/** MongoDB 7.0's; 8.0's would promise the bulkWrite command. */
const version = [7, 0, 0];
export const versionText = version.join(".");
const maxWireVersion = 21;

/** The hello reply of a standalone (specification "MongoDB Handshake"). */
const hello: Command = {
  run: () => ({
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: maxBatch,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion,
    readOnly: false,
  }),
};

export const handshakeCommands: Commands = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: { fields: [], run: () => ({}) },
  buildInfo: { fields: [], run: buildInfo },
  buildinfo: { fields: [], run: buildInfo },
  connectionStatus: {
    fields: ["showPrivileges"],
    run: () => ({
      authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
    }),
  },
};

function buildInfo() {
  return {
    version: versionText,
    versionArray: [...version, 0],
    gitVersion: "embedded",
    modules: [],
    bits: 64,
    debug: false,
    maxBsonObjectSize: maxDocumentBytes,
  };
}
