export { ForBuyers } from "../session/for-buyers.tsx";
