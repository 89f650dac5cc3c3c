import type { Method, Session } from "./channel.ts";

export type Confirms = ReturnType<typeof createConfirms>;

/** Publisher confirms: the nth message is acknowledged with the tag n. */
export function createConfirms(session: Session) {
  let isOn = false;
  let lastTag = 0;
  let outcomes: { tag: number; isTaken: boolean }[] = [];

  const methods: Record<string, Method> = {
    ConfirmSelect({ nowait }: { nowait: boolean }) {
      isOn = true;
      if (!nowait) session.send("ConfirmSelectOk");
    },
  };

  return {
    methods,

    /** The next tag; undefined if the client has not asked for confirms. */
    nextTag: () => (isOn ? ++lastTag : undefined),

    settle(tag: number, isTaken: boolean): void {
      outcomes.push({ tag, isTaken });
      session.connection.wake();
    },

    /** One frame for neighbours with the same outcome. */
    send(): void {
      const settled = outcomes;
      outcomes = [];
      for (const [i, { tag, isTaken }] of settled.entries()) {
        if (settled[i + 1]?.isTaken === isTaken) continue;
        const isAlone = settled[i - 1]?.isTaken !== isTaken;
        const fields = { deliveryTag: tag, multiple: !isAlone };
        if (isTaken) session.send("BasicAck", fields);
        else session.send("BasicNack", { ...fields, requeue: false });
      }
    },
  };
}
