import { ReactNode, useId } from 'react';
import { CopyTextButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import {
  OwnershipItem,
  OwnershipLines,
} from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';

function Lines({ yaml, name }: { yaml: string; name: string }) {
  const t = useWords();
  return (
    <Box display="flex" alignItems="flex-start" mb={2}>
      <Box flexGrow={1} minWidth={0}>
        {/* Long lines scroll sideways, so the keyboard must reach them */}
        {/* eslint-disable jsx-a11y/no-noninteractive-tabindex */}
        <pre
          tabIndex={0}
          aria-label={name}
          role="region"
          style={{ overflowX: 'auto', margin: 0, fontSize: 13 }}
        >
          {yaml}
        </pre>
      </Box>
      <CopyTextButton
        text={yaml}
        aria-label={`${t('common.action.copy')}, ${name}`}
        tooltipText={t('common.action.copied')}
      />
    </Box>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Typography variant="subtitle1" component="h3" gutterBottom>
        {title}
      </Typography>
      {children}
    </section>
  );
}

/** Lines with the place they belong in. */
function Placed({ lines, name }: { lines: OwnershipLines; name: string }) {
  const t = useWords();
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t(`ownership.accounts.yaml.${lines.where}`)} {lines.note}
      </Typography>
      <Lines yaml={lines.yaml} name={name} />
    </>
  );
}

function Fixes({ item }: { item: OwnershipItem }) {
  const t = useWords();
  const withLines = item.problems.filter(one => one.yaml);
  if (withLines.length === 0) return null;
  return (
    <Part title={t('ownership.accounts.yaml.fixes')}>
      {withLines.map(({ text, detail, fix, yaml }) => (
        <div key={`${text} ${detail}`}>
          <Typography variant="body2">
            <strong>{text}</strong> {fix}
          </Typography>
          <Lines yaml={yaml!} name={text} />
        </div>
      ))}
    </Part>
  );
}

/** The exact lines that fix what is wrong, designate an owner or remove one. */
export function YamlDialog(props: { item: OwnershipItem; onClose(): void }) {
  const { item, onClose } = props;
  const t = useWords();
  const id = useId();
  const isPhone = useMediaQuery<Theme>(of => of.breakpoints.down('xs'));
  const designate = t('ownership.accounts.yaml.designate');
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="md"
      fullWidth
      fullScreen={isPhone}
      aria-labelledby={id}
      PaperProps={{ 'aria-modal': true } as object}
    >
      <DialogTitle id={id}>
        {t('ownership.accounts.yaml.title', { account: item.name })}
      </DialogTitle>
      <DialogContent>
        <Typography paragraph>{t('ownership.accounts.yaml.intro')}</Typography>
        {item.editUrl && (
          <Typography paragraph>
            <Link href={item.editUrl} target="_blank" rel="noopener noreferrer">
              {t('ownership.accounts.yaml.edit')}
            </Link>
          </Typography>
        )}
        <Fixes item={item} />
        {item.designate && (
          <Part title={designate}>
            <Placed lines={item.designate} name={designate} />
          </Part>
        )}
        {item.remove.map(({ ref, lines }) => {
          const owner = item.owners.find(one => one.ref === ref);
          const title = t('ownership.accounts.yaml.remove', {
            owner: owner?.found ? owner.displayName : ref,
          });
          return (
            <Part key={ref} title={title}>
              <Placed lines={lines} name={title} />
            </Part>
          );
        })}
      </DialogContent>
      <DialogActions>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
        <Button autoFocus disableFocusRipple onClick={onClose}>
          {t('common.action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
