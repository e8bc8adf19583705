export { EntityAccessCard } from './EntityAccessCard';
export { EntityAccessTab } from './EntityAccessTab';
