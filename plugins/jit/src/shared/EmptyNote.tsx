import { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';

/** What stands where a list has no rows: why, and what to do next. */
export function EmptyNote(props: {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Box py={5} px={2} textAlign="center">
      <Typography variant="h6" component="p">
        {props.title}
      </Typography>
      {props.text && (
        <Typography color="textSecondary" paragraph>
          {props.text}
        </Typography>
      )}
      {props.action && <Box mt={2}>{props.action}</Box>}
    </Box>
  );
}
