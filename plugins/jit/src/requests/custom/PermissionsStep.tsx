import { useMemo, useRef } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { SetCoverage } from '@jit-portal/backstage-plugin-jit-common';
import {
  EditorHandle,
  EditorMarks,
  PolicyEditor,
  levelOf,
  managedPolicyName,
} from '../../policies';
import { Banner } from '../../shared/Banner';
import { useWords } from '../../translation';
import { FindingsPart } from './FindingsPart';
import { ManagedPoliciesField } from './ManagedPoliciesField';
import { NameField } from './NameField';
import { SessionDurationField } from './SessionDurationField';
import { CustomFormState } from './useCustomForm';
import { useCustomWords } from './useCustomWords';
import { PolicyCheck } from './usePolicyCheck';

/** What is said of lines, for the editor to show there. */
function useMarks({ said, about }: PolicyCheck): EditorMarks | undefined {
  return useMemo(() => {
    if (!said) return undefined;
    const problems = said.problems.map(({ place, message }) => ({
      place,
      message,
      level: 'error' as const,
    }));
    const findings = said.findings.map(one => ({
      place: one.place,
      message: `${one.text} ${one.narrower}`,
      level: levelOf(one),
    }));
    return {
      text: about,
      marks: [...problems, ...findings].flatMap(({ place, ...rest }) =>
        place ? [{ place, ...rest }] : [],
      ),
    };
  }, [said, about]);
}

/** The shorter way, where a standard set would do as well. */
function Covered(props: {
  coveredBy: SetCoverage[] | undefined;
  onUse(name: string): void;
}) {
  const t = useWords();
  const whole = props.coveredBy?.find(one => one.covers === 'whole');
  return (
    <div role="status">
      {whole && (
        <Banner
          family="blue"
          action={
            <Button
              size="small"
              color="inherit"
              variant="outlined"
              aria-label={t('custom.useItOf', { name: whole.name })}
              onClick={() => props.onUse(whole.name)}
            >
              {t('custom.useIt')}
            </Button>
          }
        >
          {t('custom.covered', { name: whole.name })}
        </Banner>
      )}
    </div>
  );
}

/** What the set is called and holds. */
export function PermissionsStep(props: {
  form: CustomFormState;
  onUseStandard(name: string): void;
}) {
  const { form } = props;
  const { values, limits, check, change, refused } = form;
  const t = useWords();
  const words = useCustomWords(limits);
  const editor = useRef<EditorHandle | null>(null);
  const marks = useMarks(check);
  const focusEditor = form.inputRef('inlinePolicy');
  // A wrong character is told at once: nobody has to leave the box to learn it
  const { name: nameProblem } = form.problems;
  const nameSaid =
    nameProblem?.kind === 'name-characters' ? nameProblem : form.shown('name');
  const refusedPlace = refused.inlinePolicy?.place;
  return (
    <>
      <Covered coveredBy={check.said?.coveredBy} onUse={props.onUseStandard} />
      <NameField
        limits={limits}
        value={values.name}
        error={words(nameSaid)}
        refused={refused.name}
        inputRef={form.inputRef('name')}
        onChange={name => change({ name })}
        onLeave={() => form.leave('name')}
      />
      <SessionDurationField
        limits={limits}
        minutes={values.sessionMinutes}
        error={refused.sessionMinutes?.message}
        inputRef={form.inputRef('sessionMinutes')}
        onChange={sessionMinutes => change({ sessionMinutes })}
        onLeave={() => form.leave('sessionMinutes')}
      />
      <ManagedPoliciesField
        arns={values.managedPolicies}
        max={limits.managedPolicies}
        error={
          words(form.shown('managedPolicies')) ??
          refused.managedPolicies?.message
        }
        inputRef={form.inputRef('managedPolicies')}
        onChange={managedPolicies => change({ managedPolicies })}
        onLeave={() => form.leave('managedPolicies')}
      />
      {limits.permissionsBoundary && (
        <Typography variant="body2" color="textSecondary">
          {t('custom.boundary', {
            name: managedPolicyName(limits.permissionsBoundary),
          })}
        </Typography>
      )}
      <PolicyEditor
        value={values.inlinePolicy}
        accountId={form.accountId}
        size={check.isSettled ? check.said?.size : undefined}
        maxNonBlank={limits.inlinePolicyNonBlank}
        marks={marks}
        error={
          words(form.shown('inlinePolicy')) ?? refused.inlinePolicy?.message
        }
        inputRef={handle => {
          editor.current = handle;
          focusEditor(handle);
        }}
        onChange={inlinePolicy => change({ inlinePolicy })}
        onLeave={() => form.leave('inlinePolicy')}
      />
      {refusedPlace && (
        <Link
          component="button"
          type="button"
          onClick={() => editor.current?.show(refusedPlace)}
        >
          {t('custom.goTo', { line: String(refusedPlace.line) })}
        </Link>
      )}
      <Box mt={3}>
        <FindingsPart
          check={check}
          accepted={values.accepted}
          acceptError={words(form.shown('accepted'))}
          acceptRef={form.inputRef('accepted')}
          onAccept={accepted => change({ accepted })}
          onShow={place => editor.current?.show(place)}
        />
      </Box>
    </>
  );
}
