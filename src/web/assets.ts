/**
 * Addresses of the files a page loads. Both folders are named after their content, so they may be cached for ever:
 * the design system's version, and a digest of src/web/public (a test says the new name when a file changes).
 */
export const designSystemFolder = '/static/dkfds-11.2.0';
export const ownFolder = '/static/hub-db814e92';

export const assets = {
  designSystem: `${designSystemFolder}/css/dkfds.min.css`,
  stylesheet: `${ownFolder}/hub.css`,
  autoSubmit: `${ownFolder}/auto-submit.js`,
  icon: `${ownFolder}/icon.svg`,
  warningSign: `${designSystemFolder}/img/svg-icons/warning.svg`,
  errorSign: `${designSystemFolder}/img/svg-icons/error.svg`,
} as const;
