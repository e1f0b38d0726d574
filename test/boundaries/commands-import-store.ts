// stands in: electron/commands
// expects: Commands know core
export const open = () => import('../store/database.ts');
