import { ReactNode, createContext, useContext } from 'react';
import { Content, Header, Page } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import { Helmet } from 'react-helmet';
import { useMe } from '../api';
import { useWords } from '../translation';
import { InkChip } from './InkChip';
import { Legible } from './Legible';
import { Stillness } from './Stillness';

/** Which frontend system draws the page's header: ours, or the app's. */
export const FrameContext = createContext<'legacy' | 'nfs'>('nfs');

/** Says on every page that what is granted is not real. */
function DemoMark() {
  const t = useWords();
  const me = useMe();
  if (!me.data?.demo) return null;
  return (
    <Box mb={1}>
      <InkChip family="amber" label={me.data.demo.text || t('common.demo')} />
    </Box>
  );
}

/** The frame of every page: header, document title, demo mark. */
export function JitPage(props: {
  name: string;
  /** The document's title where it says more than the name. */
  documentTitle?: string;
  children: ReactNode;
}) {
  const t = useWords();
  const frame = useContext(FrameContext);
  const title = t('common.documentTitle', {
    page: props.documentTitle ?? props.name,
  });
  const content = (
    <Legible>
      <Stillness />
      <DemoMark />
      {props.children}
    </Legible>
  );
  // One title each: two that take turns while a page is drawn wake up whoever
  // watches the title, which begins the drawing anew, and so on for ever
  if (frame === 'nfs') {
    return (
      <Content>
        <Helmet titleTemplate="%s" title={title} />
        {content}
      </Content>
    );
  }
  return (
    <Page themeId="tool">
      <Header
        title={t('common.title')}
        pageTitleOverride={title}
        subtitle={props.name}
      />
      <Content>{content}</Content>
    </Page>
  );
}
