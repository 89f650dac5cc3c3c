import { useStaff } from "#client/pages/use-staff.ts";

export type Staff = ReturnType<typeof useSubscribers>;

/** What staff can do with subscribers. */
export function useSubscribers() {
  const staff = useStaff("event-bus");
  return {
    ...staff,
    replay: (subscriber: string) => staff.post("/replay", { subscriber }),
    requeue: (subscriber: string, ids?: string[]) =>
      staff.post(`/subscribers/${subscriber}/requeue`, ids ? { ids } : {}),
  };
}
