/** Throws Unavailable if there is no reply. */
export type Customers = { isKnown(reference: string): Promise<boolean> };
