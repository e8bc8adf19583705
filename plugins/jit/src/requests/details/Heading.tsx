import { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';

/** A part of the details. */
export function Part(props: { heading: string; children: ReactNode }) {
  return (
    <Box component="section" mt={2}>
      <Typography variant="h6" component="h3">
        {props.heading}
      </Typography>
      {props.children}
    </Box>
  );
}

/** A part of a part. */
export function SubPart(props: { heading: string; children: ReactNode }) {
  return (
    <section>
      <Typography variant="subtitle2" component="h4">
        {props.heading}
      </Typography>
      {props.children}
    </section>
  );
}
