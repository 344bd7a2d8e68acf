export const settings = 'services.openssh.settings';
