import { visuallyHidden } from './hidden';

let region: HTMLElement | undefined;

/** Tells a screen reader, politely, what changed on the page. */
export function announce(text: string): void {
  if (!region?.isConnected) {
    region = document.createElement('div');
    region.setAttribute('role', 'status');
    Object.assign(region.style, visuallyHidden, {
      width: '1px',
      height: '1px',
      margin: '-1px',
    });
    document.body.appendChild(region);
  }
  // The same words twice are announced only when the region was empty between
  region.textContent = '';
  region.textContent = text;
}
