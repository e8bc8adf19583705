import { useEffect, useRef } from 'react';
import { LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { useJitLinks } from '../routes';
import { RequestNumber } from '../shared/RequestNumber';
import { StatusChip } from '../shared/StatusChip';
import { durationWords } from '../shared/formats';
import { useWords } from '../translation';

/** Stands in place of the form once the request is sent. */
export function RequestSent(props: { request: AccessRequest; onDone(): void }) {
  const { request } = props;
  const t = useWords();
  const links = useJitLinks();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section>
      <h3 ref={title} tabIndex={-1} style={{ outline: 'none' }}>
        {t('requester.sent.title')}
      </h3>
      <Box display="flex" alignItems="center" style={{ gap: 8 }}>
        <RequestNumber number={request.number} />
        <StatusChip state={request.state} />
      </Box>
      <Typography style={{ marginTop: 8 }}>
        {t('requester.sent.what', {
          set: request.permissionSet.name,
          account: request.account.name,
          duration: durationWords(request.duration),
        })}
      </Typography>
      <Typography paragraph>{t('requester.sent.notify')}</Typography>
      <Box display="flex" style={{ gap: 8 }}>
        <LinkButton variant="outlined" to={links.requestPage(request.number)}>
          {t('common.action.viewRequest')}
        </LinkButton>
        <Button variant="contained" color="primary" onClick={props.onDone}>
          {t('common.action.done')}
        </Button>
      </Box>
    </section>
  );
}
