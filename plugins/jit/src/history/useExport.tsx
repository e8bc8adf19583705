import { useState } from 'react';
import {
  RequestExportQuery,
  exportFileName,
} from '@jit-portal/backstage-plugin-jit-common';
import { serverNow, useJitCommand } from '../api';
import { ActionButton } from '../shared/ActionButton';
import { Banner } from '../shared/Banner';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { announce } from '../shared/announce';
import { saveFile } from '../shared/saveFile';
import { useOnline } from '../shared/useOnline';
import { useWords } from '../translation';

/** What is exported: asked for when it is pressed, so that a range rolls on. */
export interface Exporting {
  /** Changes with whatever is asked for. */
  key: string;
  query(): RequestExportQuery;
  zone: string;
  /** More than anybody expects: worth a question first. */
  isLarge: boolean;
}

/**
 * `Export CSV`: all rows that the filters match, as a file of this browser.
 * The identity token goes with the call; no address holds it.
 */
export function useExport({ key, query, zone, isLarge }: Exporting) {
  const t = useWords();
  const online = useOnline();
  const [asks, setAsks] = useState(false);
  const [done, setDone] = useState<{ key: string; rows: number }>();
  const command = useJitCommand((api, asked: RequestExportQuery) =>
    api.exportRequests(asked),
  );
  const start = () => {
    const asked = query();
    setAsks(false);
    setDone(undefined);
    command.mutate(asked, {
      onSuccess: ({ file, rows }) => {
        const name = exportFileName(
          asked,
          new Date(serverNow()),
          // Luxon's word, which nobody else knows
          zone === 'local' ? undefined : zone,
        );
        saveFile(name, file);
        setDone({ key, rows });
        announce(t('approver.export.done', { count: rows }));
      },
    });
  };
  const label = () => {
    if (command.isPending) return t('approver.export.busy');
    return done?.key === key
      ? t('approver.export.done', { count: done.rows })
      : t('approver.export.button');
  };
  return {
    button: (
      <>
        <ActionButton
          // What came of it is longer: the bar does not move for it
          style={{ minWidth: 208 }}
          busy={command.isPending}
          because={online ? undefined : t('common.banner.offlineAction')}
          onClick={isLarge ? () => setAsks(true) : start}
        >
          {label()}
        </ActionButton>
        <ConfirmDialog
          open={asks}
          title={t('approver.export.askTitle')}
          text={t('approver.export.askText')}
          keepLabel={t('approver.export.cancel')}
          confirmLabel={t('approver.export.button')}
          busyLabel={t('approver.export.busy')}
          busy={false}
          onClose={() => setAsks(false)}
          onConfirm={start}
        />
      </>
    ),
    problem: command.error && (
      <Banner family="red" role="alert">
        {t('approver.export.failed', { message: command.error.message })}
      </Banner>
    ),
  };
}
