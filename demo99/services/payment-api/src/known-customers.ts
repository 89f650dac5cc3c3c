/** Throws Unavailable if there is no reply. */
export type KnownCustomers = { has(reference: string): Promise<boolean> };
