import { RefObject } from 'react';
import Step from '@material-ui/core/Step';
import StepButton from '@material-ui/core/StepButton';
import Stepper from '@material-ui/core/Stepper';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import { useWords } from '../../translation';
import { Step as StepName, steps } from './customValues';

/** Where one stands, with the way back to what is done. */
export function Steps(props: {
  step: StepName;
  headingRef: RefObject<HTMLHeadingElement>;
  onStep(step: StepName): void;
}) {
  const { step } = props;
  const t = useWords();
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const at = steps.indexOf(step);
  return (
    <>
      {!isPhone && (
        <Stepper
          activeStep={at}
          aria-label={t('custom.steps')}
          role="group"
          style={{ padding: '8px 0', background: 'none' }}
        >
          {steps.map((one, index) => (
            <Step key={one} completed={index < at}>
              <StepButton
                disabled={index >= at}
                aria-current={one === step ? 'step' : undefined}
                onClick={() => props.onStep(one)}
              >
                {t(`custom.step.${one}`)}
              </StepButton>
            </Step>
          ))}
        </Stepper>
      )}
      <Typography
        variant="subtitle1"
        component="h4"
        ref={props.headingRef}
        tabIndex={-1}
        style={{ outline: 'none', fontWeight: 600 }}
      >
        {t('custom.stepOf', {
          n: String(at + 1),
          total: String(steps.length),
          name: t(`custom.step.${step}`),
        })}
      </Typography>
    </>
  );
}
