export const autoLoginOptions = ['services.displayManager', 'services.xserver.displayManager'].map(
  (name) => `${name}.autoLogin.enable`,
);

export const freeSudo = ['sudo', 'sudo-rs', 'doas'].map(
  (name) => `security.${name}.wheelNeedsPassword`,
);
