export const inventoryOpenApi = {};
