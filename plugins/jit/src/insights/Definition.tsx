import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import { useWords } from '../translation';

/** How a number is counted: on hover, on touch and on keyboard focus. */
export function Definition(props: { title: string; text: string }) {
  const t = useWords();
  return (
    <Tooltip title={props.text} enterTouchDelay={0} leaveTouchDelay={6000}>
      <IconButton
        size="small"
        aria-label={t('insights.definition', { title: props.title })}
      >
        <InfoOutlinedIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
