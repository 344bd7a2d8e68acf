export const user = 'users.users.*';
