import { CopyTextButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { cliText } from './cliText';

/** How to use the access from a terminal. */
export function CliSetup({ session, id }: { session: Session; id: string }) {
  const t = useWords();
  const text = cliText(session);
  if (!text || !session.cli) return null;
  return (
    <Box id={id} mt={1} display="flex" alignItems="flex-start">
      <Box flexGrow={1} minWidth={0}>
        {/* Long lines scroll sideways, so the keyboard must reach them */}
        {/* eslint-disable jsx-a11y/no-noninteractive-tabindex */}
        <pre
          tabIndex={0}
          style={{ overflowX: 'auto', margin: 0, fontSize: 13 }}
        >
          {text}
        </pre>
        <Typography variant="body2" style={{ fontFamily: 'monospace' }}>
          {t('requester.sessions.cliThen', { profile: session.cli.profile })}
        </Typography>
      </Box>
      <CopyTextButton
        text={text}
        aria-label={t('common.action.copy')}
        tooltipText={t('common.action.copied')}
      />
    </Box>
  );
}
