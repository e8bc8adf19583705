import { NotificationPayload } from '@backstage/plugin-notifications-common';

/**
 * Takes out what a processor of notifications could read as more than words:
 * Backstage's e-mail puts a description into its HTML as it is, and Slack makes
 * links and calls to whole channels of what stands between angle brackets.
 */
function plain(text: string): string {
  return text.replace(/</g, '‹').replace(/>/g, '›');
}

/** Backstage keeps 255 characters of a title; PostgreSQL refuses longer ones. */
const LONGEST_TITLE = 250;

/** A title that is kept, and what then has to begin the description. */
function titleOf(text: string): { title: string; whole?: string } {
  const characters = [...text];
  if (characters.length <= LONGEST_TITLE) return { title: text };
  const title = `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
  return { title, whole: text };
}

/** A notification as words alone, whoever wrote what it quotes. */
export function plainly(payload: NotificationPayload): NotificationPayload {
  const { title, whole } = titleOf(plain(payload.title));
  const told = payload.description;
  const description = [whole, told && plain(told)].filter(Boolean).join('\n');
  return { ...payload, title, ...(description && { description }) };
}
