import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';

/** A part of the details. */
export function Part(props: { heading: string; children: ReactNode }) {
  return (
    <section>
      <Typography variant="h6" component="h3">
        {props.heading}
      </Typography>
      {props.children}
    </section>
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
