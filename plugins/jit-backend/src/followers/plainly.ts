import { NotificationPayload } from '@backstage/plugin-notifications-common';

/**
 * Takes out what a processor of notifications could read as more than words:
 * Backstage's e-mail puts a description into its HTML as it is, and Slack makes
 * links and calls to whole channels of what stands between angle brackets.
 */
function plain(text: string): string {
  return text.replace(/</g, '‹').replace(/>/g, '›');
}

/** A notification as words alone, whoever wrote what it quotes. */
export function plainly(payload: NotificationPayload): NotificationPayload {
  const { title, description } = payload;
  return {
    ...payload,
    title: plain(title),
    ...(description !== undefined && { description: plain(description) }),
  };
}
